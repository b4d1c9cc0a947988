// `npm start` in a copy of the project in which nothing was built yet.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A started command, with its output so far and its exit code. */
interface Run {
  output: string;
  ended: Promise<number | null>;
  stop(): void;
}

/** Copies the files that the demo needs, without a build, and links the installed dependencies. */
function freshCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'tinypaq-start-'));
  for (const name of ['demo', 'src', 'package.json', 'rollup.config.mjs', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('.data') });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // The copy's lock file asks for what is installed here, so that nothing is installed into these shared dependencies.
  cpSync(join(ROOT, 'node_modules/.package-lock.json'), join(copy, 'package-lock.json'));
  return copy;
}

function npmStart(directory: string, ...flags: string[]): Run {
  const child: ChildProcess = spawn('npm', ['start', '--', ...flags], { cwd: directory, detached: true });
  const run: Run = {
    output: '',
    ended: new Promise((resolve) => child.on('close', resolve)),
    // npm and its child are one process group.
    stop: () => void (child.pid && child.exitCode === null && process.kill(-child.pid, 'SIGTERM')),
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (run.output += chunk));
  return run;
}

test('given a copy without a build, when npm start runs twice on one port, then the first one starts and the second one names the flag for another port', async () => {
  test.setTimeout(120_000);
  const copy = freshCopy();
  const first = npmStart(copy, '--port', '0');
  let second: Run | undefined;
  try {
    const address = () => /http:\/\/localhost:\d+/.exec(first.output)?.[0];
    await expect.poll(address, { timeout: 90_000 }).toBeDefined();
    const shop = await fetch(`${address()}/`);
    expect(shop.status).toBe(200);
    expect(await shop.text()).toContain('tinypaq.js');
    expect((await fetch(`${address()}/tinypaq.js`)).headers.get('content-type')).toContain('javascript');
    expect((await fetch(`${address()}/inspector`)).status).toBe(200);

    second = npmStart(copy, '--port', String(new URL(String(address())).port));
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/in use.*--port/);

    first.stop();
    await first.ended;
    await expect(fetch(`${address()}/`)).rejects.toThrow();
  } finally {
    for (const run of [first, second]) {
      run?.stop();
      await run?.ended;
    }
    rmSync(copy, { recursive: true, force: true });
  }
});
