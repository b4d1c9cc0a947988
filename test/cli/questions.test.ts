// The command asks for what no flag tells.
import { describe, expect, it } from 'vitest';
import { readFlags } from '../../src/cli/flags.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';
import { snippet } from '../../src/cli/snippet.mjs';
import { CTRL_C, CTRL_D, tinypaq, tinypaqOnTerminal } from './command';

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
