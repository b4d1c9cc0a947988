// The real demo, shop and collector, on a free port and with a database of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Demo } from '../../demo/server';
import type { StoredHit } from '../../demo/collector/types';

/** If nothing arrives for this time (ms), a spec may conclude that nothing more will. */
const SILENCE = 500;
const SILENCE_LIMIT = 10_000;

type HitFilter = Parameters<Demo['collector']['hits']>[0];

export class DemoServer {
  private constructor(
    private demo: Demo,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<DemoServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tinypaq-e2e-'));
    return new DemoServer(await launch(0, dataDir), dataDir);
  }

  /** http://localhost:PORT */
  get url() {
    return this.demo.url;
  }

  /** http://127.0.0.1:PORT: the same server under the name of another site. */
  get otherUrl() {
    return this.demo.otherUrl;
  }

  get collector() {
    return this.demo.collector;
  }

  /** The hits in the database, oldest first. */
  hits(filter?: HitFilter): StoredHit[] {
    return this.collector.hits(filter);
  }

  /** The hits in plain words, oldest first. */
  summaries(filter?: HitFilter): string[] {
    return this.hits(filter).map((hit) => hit.summary);
  }

  /** All hits, once none has arrived for half a second: what proves that a hit was not sent, or not twice. */
  async settledHits(filter?: HitFilter): Promise<StoredHit[]> {
    const end = Date.now() + SILENCE_LIMIT;
    let count = this.hits().length;
    let quietSince = Date.now();
    while (Date.now() - quietSince < SILENCE) {
      if (Date.now() > end) throw new Error(`hits kept arriving for ${SILENCE_LIMIT} ms`);
      await sleep(50);
      const now = this.hits().length;
      if (now !== count) [count, quietSince] = [now, Date.now()];
    }
    return this.hits(filter);
  }

  /** Sends a hit of site 1 as a client without browser would. */
  async send(parameters: Record<string, string>, userAgent = 'Spec'): Promise<void> {
    const query = new URLSearchParams({ idsite: '1', rec: '1', url: `${this.url}/`, ...parameters });
    const { status } = await fetch(`${this.url}/matomo.php?${query}`, { headers: { 'user-agent': userAgent } });
    if (status >= 400) throw new Error(`the collector answered ${status}`);
  }

  /** Ends the server and starts it again with the same data on the same port. */
  async restart(): Promise<void> {
    const port = Number(new URL(this.demo.url).port);
    await this.demo.close();
    this.demo = await launch(port, this.dataDir);
  }

  async stop(): Promise<void> {
    await this.demo.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Imports the demo only here, so that only specs which use it load it. */
async function launch(port: number, dataDir: string): Promise<Demo> {
  const { startDemo } = await import('../../demo/server');
  return startDemo({ port, dataDir });
}
