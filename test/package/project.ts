// An empty project in which the package is installed as npm would publish it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../../demo/npm.mjs';

const start = promisify(execFile);

/** Runs a program to its end. @throws with its output, unless its exit code is 0 */
async function run(command: string, args: string[], cwd: string, shell = false): Promise<string> {
  try {
    // Without the settings of an npm that runs this, and without colours.
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };
    return (await start(command, args, { cwd, shell, env })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

const npm = (cwd: string, ...npmArgs: string[]) => {
  const { command, args, shell } = npmCommand(npmArgs);
  return run(command, args, cwd, shell);
};

export class Project {
  private constructor(
    readonly directory: string,
    /** Path of the file that npm would publish. */
    readonly tarball: string,
    /** The files in it. */
    readonly files: string[],
  ) {}

  /** Packs the built package, and installs it without any registry: it has no dependencies. */
  static async create(): Promise<Project> {
    if (!existsSync('dist/index.js')) throw new Error('nothing is built: npm run build');
    const directory = await realpath(await mkdtemp(join(tmpdir(), 'tinypaq-package-')));
    const packed = await npm('.', 'pack', '--ignore-scripts', '--json', '--pack-destination', directory);
    const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
    const tarball = join(directory, filename);
    const project = new Project(
      directory,
      tarball,
      files.map(({ path }) => path),
    );
    await project.write({ 'package.json': '{ "private": true }' });
    await npm(directory, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball);
    return project;
  }

  get package(): string {
    return join(this.directory, 'node_modules/tinypaq');
  }

  /** Makes packages of this project available in that one, as if they were installed there. */
  async link(...names: string[]): Promise<void> {
    for (const name of names) {
      const target = join(this.directory, 'node_modules', name);
      await mkdir(dirname(target), { recursive: true });
      await symlink(resolve('node_modules', name), target, 'junction');
    }
  }

  async write(files: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.directory, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  /** Runs a script of the project with Node. @returns its output */
  node(...args: string[]): Promise<string> {
    return run(process.execPath, args, this.directory);
  }

  /** Runs the command of a package of this project there. */
  command(script: string, ...args: string[]): Promise<string> {
    return this.node(resolve('node_modules', script), ...args);
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
