// Runs `tinypaq` as npx does, with answers on its standard input.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

const PROGRAM = fileURLToPath(new URL('../../src/cli/tinypaq.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/**
 * @param answers - one line each; the input ends after them
 * @param program - the command's file
 */
export async function tinypaq(args: string[], answers: string[] = [], program = PROGRAM): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args]);
  child.stdin.end(answers.map((line) => `${line}\n`).join(''));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
