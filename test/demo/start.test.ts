import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const START = fileURLToPath(new URL('../../demo/start.mjs', import.meta.url));

const start = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [START, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

describe('npm start', () => {
  it.each([
    [['--nope'], /--nope/],
    [['extra'], /extra/],
    [['--port'], /--port/],
    [['--port', 'http'], /'http'/],
    [['--port', '70000'], /'70000'/],
    [['--port', '80.5'], /'80\.5'/],
    [['--watch=yes'], /--watch/],
  ])('%j ends with one clear line', (args, message) => {
    const { status, stderr, stdout } = start(args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  it('ends with one clear line for a PORT that is no number', () => {
    const { status, stderr } = start([], { PORT: 'none' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The port must be [^\n]*'none'\.\n$/);
  });

  it('explains its options', () => {
    const { status, stdout } = start(['--help']);
    expect(status).toBe(0);
    for (const word of ['--port', '--watch', '--reset', 'MATOMO_URL', 'SITE_ID']) expect(stdout).toContain(word);
  });
});
