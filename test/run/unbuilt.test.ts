// The checks of built files say what to do in a clone that is not built.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let clone = '';

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'tinypaq-unbuilt-'));
  for (const file of ['package.json', 'test/built.mjs', 'test/size.mjs', 'test/size', 'test/api'])
    cpSync(file, join(clone, file), { recursive: true });
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'), 'junction');
});

afterAll(() => rmSync(clone, { recursive: true }));

it.each(['test/size.mjs', 'test/api/check.mjs'])('given no dist, then %s ends with one line', (file) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: clone, encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('dist/tinypaq.js is missing: run npm run build\n');
});
