// The Content Security Policy that a snippet needs.
import { describe, expect, it } from 'vitest';
import { policy } from '../../src/cli/policy.mjs';
import { tinypaq } from './command';
import { GIVEN, settings } from './given';

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
