// A web server of this machine that runs one of our example configurations, on a free port.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port';
import { findWebServer, type WebServer } from './web-servers.mjs';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const CONFIGURATIONS: Record<WebServer, string> = { nginx: 'nginx.conf', caddy: 'Caddyfile' };
/** How long a server may take until it answers, in milliseconds. */
const START_LIMIT = 10_000;

export class Proxy {
  private constructor(
    private readonly server: ChildProcess,
    private readonly directory: string,
    /** `http://127.0.0.1:PORT` */
    readonly url: string,
  ) {}

  /** @param upstream - `host:port` of the Matomo server */
  static async start(name: WebServer, upstream: string): Promise<Proxy> {
    const directory = mkdtempSync(join(tmpdir(), `tinypaq-${name}-`));
    const port = await freePort();
    const configuration = join(directory, CONFIGURATIONS[name]);
    writeFileSync(configuration, configurationOf(name, { port, upstream, directory }));
    const server = spawn(findWebServer(name) ?? name, argumentsOf(name, configuration), {
      env: { ...process.env, HOME: directory, XDG_CONFIG_HOME: directory, XDG_DATA_HOME: directory },
    });
    let said = '';
    server.stderr.on('data', (text) => (said += String(text)));
    const proxy = new Proxy(server, directory, `http://127.0.0.1:${port}`);
    try {
      await proxy.answers();
    } catch (error) {
      await proxy.stop();
      throw new Error(`${name} does not answer:\n${said}`, { cause: error });
    }
    return proxy;
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.pid !== undefined) {
      const ended = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill();
      await ended;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    for (const end = Date.now() + START_LIMIT; ; await sleep(50)) {
      try {
        await fetch(this.url);
        return;
      } catch (error) {
        if (this.server.exitCode !== null || Date.now() > end) throw error;
      }
    }
  }
}

interface Places {
  port: number;
  upstream: string;
  directory: string;
}

/** The example configuration, unchanged except for ports, the upstream and directories. */
function configurationOf(name: WebServer, to: Places): string {
  const changes: [from: string, to: string][] = [
    [':8080', `:${to.port}`],
    ['127.0.0.1:8123', to.upstream],
    ['/usr/share/tinypaq', file('dist')],
    ...(name === 'nginx' ? nginxChanges(to) : []),
  ];
  return changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${CONFIGURATIONS[name]} does not contain ${from}`);
      return text.replace(from, () => to);
    },
    readFileSync(file(`demo/ways-in/${CONFIGURATIONS[name]}`), 'utf8'),
  );
}

function nginxChanges({ directory }: Places): [from: string, to: string][] {
  // Users other than root may not write to the directories in which the distribution's nginx keeps bodies.
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(directory, kind)};`,
  );
  return [
    ['/tmp/tinypaq-nginx.pid', join(directory, 'pid')],
    ['access_log off;', `access_log off; ${bodies.join(' ')}`],
  ];
}

function argumentsOf(name: WebServer, configuration: string): string[] {
  if (name === 'caddy') return ['run', '--config', configuration, '--adapter', 'caddyfile'];
  // When started by root, nginx works as another user, who may not read this directory.
  const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
  return ['-c', configuration, '-e', 'stderr', ...user];
}
