// `npx tinypaq snippet`: which flags and answers print which code. That the code tracks is tested in real browsers.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readFlags } from '../../src/cli/flags.mjs';
import { policy } from '../../src/cli/policy.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';
import { snippet } from '../../src/cli/snippet.mjs';
import { CTRL_C, CTRL_D, tinypaq, tinypaqOnTerminal } from './command';

// The bundles need not be built here; the hashes of an installed package are tested from end to end.
vi.mock('../../src/cli/package.mjs', () => ({ integrityOf: (bundle: string) => `hash of ${bundle}` }));

const GIVEN = ['--url', 'https://stats.test/matomo.php', '--site', '1'];

const settings = (...flags: string[]) => settingsOf(readFlags([...GIVEN, ...flags]));
const print = (...flags: string[]) => snippet(settings(...flags));

describe('given address and site', () => {
  it('when no other flag is given, then the classic snippet is printed', async () => {
    const { code, out, err } = await tinypaq(['snippet', ...GIVEN]);
    expect(out).toBe(`<script>
  var _paq = (window._paq = window._paq || []);
  _paq.push(['trackPageView']);
  _paq.push(['enableLinkTracking']);
  _paq.push(['setTrackerUrl', 'https://stats.test/matomo.php']);
  _paq.push(['setSiteId', '1']);
  (function () {
    var d = document,
      g = d.createElement('script'),
      s = d.getElementsByTagName('script')[0];
    g.async = true;
    g.src = 'https://stats.test/tinypaq.js';
    s.parentNode.insertBefore(g, s);
  })();
</script>
`);
    expect([code, err]).toEqual([0, '']);
  });

  it.each([
    ['stats.test', 'https://stats.test/matomo.php', 'https://stats.test/tinypaq.js'],
    ['localhost:8123', 'http://localhost:8123/matomo.php', 'http://localhost:8123/tinypaq.js'],
    ['Localhost/m.php', 'http://localhost/m.php', 'http://localhost/tinypaq.js'],
    ['127.0.0.1:8123/m/', 'http://127.0.0.1:8123/m/matomo.php', 'http://127.0.0.1:8123/m/tinypaq.js'],
    ['[::1]:8123', 'http://[::1]:8123/matomo.php', 'http://[::1]:8123/tinypaq.js'],
    ['https://localhost/', 'https://localhost/matomo.php', 'https://localhost/tinypaq.js'],
    ['localhost.test', 'https://localhost.test/matomo.php', 'https://localhost.test/tinypaq.js'],
    ['https://stats.test/', 'https://stats.test/matomo.php', 'https://stats.test/tinypaq.js'],
    ['http://stats.test/m/piwik.php', 'http://stats.test/m/piwik.php', 'http://stats.test/m/tinypaq.js'],
    ['//stats.test/m/', '//stats.test/m/matomo.php', '//stats.test/m/tinypaq.js'],
    ['/stats/', '/stats/matomo.php', '/stats/tinypaq.js'],
    ['/hit', '/hit', '/tinypaq.js'],
    [
      "https://stats.test/o'neill/",
      "https://stats.test/o\\'neill/matomo.php",
      "https://stats.test/o\\'neill/tinypaq.js",
    ],
    [
      'https://stats.test/</script>/',
      'https://stats.test/%3C/script%3E/matomo.php',
      'https://stats.test/%3C/script%3E/',
    ],
  ])('when the address is %s, then hits go to %s and the script is %s', (url, tracker, script) => {
    const printed = snippet(settingsOf(readFlags(['--url', url, '--site', '1'])));
    expect(printed).toContain(`['setTrackerUrl', '${tracker}']`);
    expect(printed).toContain(`g.src = '${script}`);
  });

  it.each([
    [['--core'], 'https://stats.test/tinypaq.core.js'],
    [['--file', 'matomo.js'], 'https://stats.test/matomo.js'],
    [['--file', '/js/t.js'], '/js/t.js'],
    [['--file', 'https://cdn.test/t.js?v=1'], 'https://cdn.test/t.js?v=1'],
  ])('when %j is added, then the script is %s', (flags, script) => {
    expect(print(...flags)).toContain(`g.src = '${script}'`);
  });

  it.each([
    [[], 'tinypaq.js'],
    [['--core'], 'tinypaq.core.js'],
    [['--file', '/js/tinypaq.core.js'], 'tinypaq.core.js'],
    [['--core', '--file', 'https://cdn.test/js/tinypaq.core.js?v=1'], 'tinypaq.core.js'],
    [['--file', '/js/tinypaq.js?old=/tinypaq.core.js'], 'tinypaq.js'],
    [['--file', 'matomo.js'], 'tinypaq.js'],
    [['--core', '--file', 'matomo.js'], 'tinypaq.core.js'],
    [['--file', '/js/my-tinypaq.core.js'], 'tinypaq.js'],
  ])('when --sri and %j are added, then the hash is that of %s', (flags, bundle) => {
    expect(print('--sri', ...flags)).toContain(`integrity="hash of ${bundle}"`);
  });

  it.each([
    [['--consent', 'tracking'], ["['requireConsent']"]],
    [['--consent', 'cookies'], ["['requireCookieConsent']"]],
    [['--no-cookies'], ["['disableCookies']"]],
    [['--do-not-track'], ["['setDoNotTrack', true]"]],
    [
      ['--cross-domain', 'a.test, *.b.test'],
      ["['setDomains', ['a.test', '*.b.test']]", "['enableCrossDomainLinking']"],
    ],
    [
      ['--cross-domain', 'münchen.test,*.b.test/shop/'],
      ["['setDomains', ['xn--mnchen-3ya.test', '*.b.test/shop']]", "['enableCrossDomainLinking']"],
    ],
    [['--single-page'], ["['enableSinglePageTracking']"]],
    [['--single-page', '--hash'], ["['enableSinglePageTracking', { hash: true }]"]],
    [['--heartbeat', '15'], ["['enableHeartBeatTimer', 15]"]],
  ])('when %j is added, then %j comes before the page view', (flags, commands) => {
    const pushes = commands.map((command) => `  _paq.push(${command});\n`).join('');
    expect(print(...flags)).toContain(`${pushes}  _paq.push(['trackPageView']);`);
  });

  it('when a value that begins with - follows =, then it is taken', () => {
    expect(print('--nonce=-a')).toContain('nonce="-a"');
  });

  it('when --nonce is added, then both tags carry it unchanged', () => {
    const printed = print('--nonce', '<?= $nonce ?>');
    expect(printed.match(/<script\b[^]*?nonce="<\?= \$nonce \?>"/g)).toHaveLength(2);
    expect(printed).toContain('<script async nonce="<?= $nonce ?>" src="https://stats.test/tinypaq.js"></script>');
  });

  it('when --no-inline is added, then one tag without code is printed', () => {
    expect(print('--no-inline', '--file', '/t.js?a=1&b=2')).toBe(
      '<script async src="/t.js?a=1&amp;b=2" data-url="https://stats.test/matomo.php" data-site="1"></script>',
    );
  });
});

describe('given --csp, then the policy allows exactly the snippet', () => {
  it.each([
    [['--nonce', 'abc'], "script-src 'nonce-abc'; connect-src https://stats.test; img-src https://stats.test"],
    [
      ['--no-inline', '--file', '/t.js'],
      "script-src 'self'; connect-src https://stats.test; img-src https://stats.test",
    ],
    [
      ['--no-inline', '--url', '//stats.test:8443/m/'],
      'script-src stats.test:8443; connect-src stats.test:8443; img-src stats.test:8443',
    ],
    [['--no-inline', '--url', '/stats/'], "script-src 'self'; connect-src 'self'; img-src 'self'"],
  ])('with %j: %s', (flags, expected) => {
    expect(policy(settings(...flags))).toBe(`Content-Security-Policy: ${expected}`);
  });

  it('printed below the snippet, with the hash of the code when there is no nonce', async () => {
    const { out } = await tinypaq(['snippet', ...GIVEN, '--csp']);
    expect(out).toMatch(
      /<\/script>\n\nContent-Security-Policy: script-src 'sha256-[\w+/]{43}=' https:\/\/stats\.test; connect-src/,
    );
  });
});

describe('given an invalid flag', () => {
  it.each([
    [['--url', ''], '--url is'],
    [['--url', 'ftp://stats.test/'], '--url is'],
    [['--url', 'https://stats test/'], '--url is'],
    [['--url', 'https://u:p@stats.test/'], '--url is'],
    [['--site', 'shop.test'], '--site is'],
    [['--url', 'stats'], '--url is'],
    [['--url', 'matomo.php'], '--url is'],
    [['--file', 'java script'], '--file is'],
    [['--file', 'js/t.js'], "--file is 'js/t.js', expected an address such as /js/tinypaq.js"],
    [['--nonce', 'a"b'], '--nonce is'],
    [['--consent', 'yes'], '--consent is'],
    [['--cross-domain', 'a.test,,b.test'], '--cross-domain has'],
    [['--cross-domain', "a'b"], '--cross-domain has'],
    [['--cross-domain', 'https://a.test'], '--cross-domain has'],
    [['--heartbeat', '4'], '--heartbeat is'],
    [['--hash'], '--hash goes with --single-page'],
    [['--no-cookies', '--consent', 'cookies'], '--no-cookies leaves nothing for --consent cookies: leave out one'],
    [['--core', '--single-page'], '--single-page needs the full script, tinypaq.js, not tinypaq.core.js'],
    [['--file', 'tinypaq.core.js', '--do-not-track'], '--do-not-track needs the full script, tinypaq.js, not'],
    [['--core', '--file', '/js/tinypaq.js'], '--core is tinypaq.core.js, but --file names tinypaq.js: leave out one'],
    [['--no-inline', '--consent', 'cookies'], 'into a script file before the tag: _paq.push(["requireCookieConsent"])'],
    [['--heartbeat'], '--heartbeat needs a value. See npx tinypaq --help'],
    [['--heartbeat', '--core'], '--heartbeat needs a value. See npx tinypaq --help'],
    [['--core=yes'], '--core takes no value. See npx tinypaq --help'],
    [['--colour'], "There is no flag '--colour'. See npx tinypaq --help"],
    [['--no-core'], "There is no flag '--no-core'. See npx tinypaq --help"],
    [['-x'], "There is no flag '-x'. See npx tinypaq --help"],
    [['--toString'], "There is no flag '--toString'. See npx tinypaq --help"],
    [['stray'], "'stray' belongs to no flag. See npx tinypaq --help"],
    [['--', '--core'], "'--core' belongs to no flag. See npx tinypaq --help"],
  ])('%j, then it is refused: %s', (flags, message) => {
    expect(() => settings(...flags)).toThrow(message);
  });

  it('that may be right, then the snippet is printed, and a line explains how to write a directory', async () => {
    const { code, out, err } = await tinypaq(['snippet', '--url', 'https://shop.test/collect', '--site', '1']);
    expect([code, out.includes("'https://shop.test/collect'")]).toEqual([0, true]);
    expect(err).toBe(
      'tinypaq: hits go to https://shop.test/collect; if that is the directory of Matomo, end it with /\n',
    );
  });

  it('on the terminal, then one line names it and nothing is printed', async () => {
    expect(await tinypaq(['snippet', ...GIVEN, '--site', '?'])).toEqual({
      code: 1,
      out: '',
      err: "tinypaq: --site is '?', expected the ID of a site in Matomo, such as 1\n",
    });
    expect(await tinypaq(['snipet'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^tinypaq: .+\n$/),
    });
  });
});

describe('given no address or no site, then the command asks', () => {
  it('when all is answered, then the snippet has the answers, alone on standard output', async () => {
    const answers = ['stats.test', '5', 'cookies', 'a.test,b.test', 'yes'];
    const { code, out, err } = await tinypaq(['snippet'], answers);
    expect(code).toBe(0);
    expect(out).toMatch(/^<script>/);
    expect(out).toContain("['setTrackerUrl', 'https://stats.test/matomo.php']");
    expect(out).toContain("['setSiteId', '5']");
    expect(out).toContain("['requireCookieConsent']");
    expect(out).toContain("['setDomains', ['a.test', 'b.test']]");
    expect(out).toContain("['enableSinglePageTracking']");
    expect(err).toContain('Address of your Matomo');
  });

  it('when the rest is left empty, then the snippet is the plain one of site 1', async () => {
    const { out } = await tinypaq(['snippet'], ['stats.test', '', '', '', '']);
    expect(out).toBe(`${snippet(settingsOf(readFlags(['--url', 'stats.test', '--site', '1'])))}\n`);
  });

  it.each(['shop.test/m', 'https://shop.test/m', 'https://shop.test/m/', 'https://shop.test/m/matomo.php'])(
    'when Matomo is in a directory, written as %s, then it is found',
    async (answer) => {
      const { out, err } = await tinypaq(['snippet'], [answer, '', '', '', '']);
      expect(out).toContain("['setTrackerUrl', 'https://shop.test/m/matomo.php']");
      expect(out).toContain("g.src = 'https://shop.test/m/tinypaq.js'");
      expect(err).not.toContain('end it with /');
    },
  );

  it('when the name of the directory has a dot, then it is taken for a directory, too', async () => {
    const { out } = await tinypaq(['snippet'], ['shop.test/matomo-5.2', '', '', '', '']);
    expect(out).toContain("['setTrackerUrl', 'https://shop.test/matomo-5.2/matomo.php']");
  });

  it('when there is a query after the directory, then the command reports that and asks again', async () => {
    const { out, err } = await tinypaq(['snippet'], ['shop.test/m/?x=1', 'shop.test/m', '', '', '', '']);
    expect(err).toContain("the address is 'shop.test/m/?x=1', expected a directory");
    expect(out).toContain("['setTrackerUrl', 'https://shop.test/m/matomo.php']");
  });

  it('when an answer is wrong, then the command explains why and asks again', async () => {
    const { code, out, err } = await tinypaq(['snippet', '--site', '1'], ['ftp://x', 'stats.test', 'no', 'no', 'no']);
    expect(code).toBe(0);
    expect(err).toContain("url is 'ftp://x', expected an address");
    expect(out).toContain('https://stats.test/matomo.php');
  });

  it.each([
    ['consent', 'yes', "consent is 'yes', expected tracking or cookies", ['yes', 'tracking', '', ''], 'requireConsent'],
    ['domains', '?', "cross-domain has '?', expected domains", ['', '?', 'b.test', ''], 'setDomains'],
    ['yes or no', 'perhaps', "'perhaps', expected yes or no", ['', '', 'perhaps', 'Y'], 'enableSinglePageTracking'],
  ])('when the answer about %s is %j, then it explains why not and asks again', async (...row) => {
    const [, , message, answers, method] = row;
    const { code, out, err } = await tinypaq(['snippet'], ['stats.test', '1', ...answers]);
    expect(code).toBe(0);
    expect(err).toContain(message);
    expect(out).toContain(`['${method}'`);
  });

  it.each([
    ['--no-inline', ['Address', 'ID']],
    ['--core', ['Address', 'ID', 'Wait for consent']],
    ['--file=tinypaq.core.js', ['Address', 'ID', 'Wait for consent']],
    ['--hash', ['Address', 'ID', 'Wait for consent', 'Your other domains', 'A single-page application']],
  ])('when %s is given, then it asks only what goes with that', async (flag, questions) => {
    const { code, err } = await tinypaq(['snippet', flag], ['stats.test', '1', '', '', 'yes']);
    expect(code).toBe(0);
    const asked = ['Address', 'ID', 'Wait for consent', 'Your other domains', 'A single-page application'];
    expect(asked.filter((question) => err.includes(question))).toEqual(questions);
  });

  it('when --no-cookies is given, then consent to cookies is no choice', async () => {
    const answers = ['stats.test', '1', 'cookies', 'tracking', '', ''];
    const { code, out, err } = await tinypaq(['snippet', '--no-cookies'], answers);
    expect(code).toBe(0);
    expect(err).toContain('Wait for consent: tracking or no (no): ');
    expect(err).toContain("consent is 'cookies', expected tracking\n");
    expect(out).toContain("['requireConsent']");
  });

  it.each([
    [['--no-cookies', '--consent', 'cookies'], '--no-cookies leaves nothing'],
    [['--core', '--file', 'tinypaq.js'], '--core is tinypaq.core.js'],
    [['--core', '--single-page'], '--single-page needs the full script'],
  ])('but not when %j exclude each other', async (flags, message) => {
    const { code, err } = await tinypaq(['snippet', ...flags], []);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^tinypaq: ${message}.+\n$`));
  });

  it.each(['', 'stats.test\r1\r'])('when Ctrl+C follows %j, then it ends quietly', async (keys) => {
    const { code, out, err } = await tinypaqOnTerminal(['snippet'], keys + CTRL_C);
    expect([code, out]).toEqual([130, '']);
    expect(err).not.toContain('tinypaq:');
    expect(err).toMatch(/\n$/);
  });

  it('when Ctrl+D follows address and site, then no more is asked', async () => {
    const { code, out, err } = await tinypaqOnTerminal(['snippet'], `stats.test\r1\r${CTRL_D}`);
    expect(code).toBe(0);
    expect(out).toBe((await tinypaq(['snippet', '--url', 'stats.test', '--site', '1'])).out);
    expect(err.match(/Wait for consent|Your other domains/g)).toEqual(['Wait for consent']);
  });

  it('when the input ends before that, then one line names what is missing', async () => {
    const { code, out, err } = await tinypaq(['snippet'], ['stats.test']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/\ntinypaq: --site is missing\. See npx tinypaq --help\n$/);
  });
});

it('given --sri in a package that is not built, then one line says so', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'tinypaq-unbuilt-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const part of ['src/cli', 'package.json']) cpSync(part, join(copy, part), { recursive: true });
  expect(await tinypaq(['snippet', ...GIVEN, '--sri'], [], join(copy, 'src/cli/tinypaq.mjs'))).toEqual({
    code: 1,
    out: '',
    err: 'tinypaq: dist/tinypaq.js is missing, so it has no hash. Run npm run build\n',
  });
});

it('given --help or no command, then every flag is explained', async () => {
  const { out } = await tinypaq(['--help']);
  const flags = [
    ...['url', 'site', 'file', 'core', 'nonce', 'sri', 'no-inline', 'csp', 'consent', 'no-cookies', 'do-not-track'],
    ...['cross-domain', 'single-page', 'hash', 'heartbeat'],
  ];
  for (const flag of flags) expect(out).toMatch(new RegExp(`^  --${flag} .*[a-z]`, 'm'));
  expect(out).toContain('  --help, --version');
  expect(out).toMatch(/^ +--core .*: no goals, content,/m);
  for (const args of [[], ['-h'], ['snippet', '--help']])
    expect(await tinypaq(args)).toEqual({ code: 0, out, err: '' });
});

it('given --version, then the package’s version is printed', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect((await tinypaq(['--version'])).out).toBe(`${version}\n`);
});
