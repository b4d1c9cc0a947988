// Arguments of the command that plays the wire scenarios.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it.each([
  ['a bundle that there is not', ['nope'], 'nope'],
  ['no bundle', [], ''],
])('given %s, then --bundle is refused in one line, and nothing is played', (_, given, quoted) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/wire.mjs', '--bundle', ...given], {
    encoding: 'utf8',
  });
  expect([status, stdout, stderr]).toEqual([1, '', `--bundle is full or core, not "${quoted}"\n`]);
});
