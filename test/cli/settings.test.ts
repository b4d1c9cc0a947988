// Flags that are refused, each with a message that names it and what it should be.
import { describe, expect, it } from 'vitest';
import { settings } from './given';

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
    [
      ['--no-inline', '--consent', 'cookies'],
      'into a script file before the tag: window._paq = window._paq || []; _paq.push(["requireCookieConsent"])',
    ],
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
});
