// Runs `tinypaq` as npx does, with answers on its standard input.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

const PROGRAM = fileURLToPath(new URL('../../src/cli/tinypaq.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Makes Node treat standard input as a terminal, so that it reads keys such as Ctrl+C. */
const AS_TERMINAL = ['--import', 'data:text/javascript,process.stdin.isTTY = true'];

/** What a terminal sends for Ctrl+C and Ctrl+D. */
export const CTRL_C = '\x03';
export const CTRL_D = '\x04';

/** @param keys - typed at the questions; the input ends after them */
export function tinypaqOnTerminal(args: string[], keys: string): Promise<Ended> {
  const child = spawn(process.execPath, [...AS_TERMINAL, PROGRAM, ...args]);
  child.stdin.end(keys);
  return end(child);
}

/**
 * @param answers - one line each; the input ends after them
 * @param program - the command's file
 */
export function tinypaq(args: string[], answers: string[] = [], program = PROGRAM): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args]);
  child.stdin.end(answers.map((line) => `${line}\n`).join(''));
  return end(child);
}

async function end(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
