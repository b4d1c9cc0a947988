// Which flags print which code. That the code tracks is tested in real browsers.
import { describe, expect, it, vi } from 'vitest';
import { readFlags } from '../../src/cli/flags.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';
import { snippet } from '../../src/cli/snippet.mjs';
import { tinypaq } from './command';
import { GIVEN, settings } from './given';

// The bundles need not be built here; the hashes of an installed package are tested from end to end.
vi.mock('../../src/cli/package.mjs', () => ({ integrityOf: (bundle: string) => `hash of ${bundle}` }));

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
