import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoError, startDemo, type Demo, type DemoOptions } from '../../demo/server.js';

let directory: string;
let demos: Demo[];

const start = async (options: Partial<DemoOptions> = {}): Promise<Demo> => {
  const demo = await startDemo({ port: 0, dataDir: join(directory, 'data'), ...options });
  demos.push(demo);
  return demo;
};

const portOf = (demo: Demo): number => Number(new URL(demo.url).port);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tinypaq-demo-'));
  demos = [];
});

afterEach(async () => {
  await Promise.all(demos.map((demo) => demo.close()));
  rmSync(directory, { recursive: true, force: true });
});

describe('the demo', () => {
  it('serves shop, collector, inspector and guides on one port, under two host names', async () => {
    const demo = await start();
    expect(new URL(demo.otherUrl).host).toBe(`127.0.0.1:${portOf(demo)}`);
    const shop = await fetch(`${demo.otherUrl}/product/blue-shoes`);
    expect(await shop.text()).toContain(`var u='//localhost:${portOf(demo)}/'`);
    expect((await fetch(`${demo.otherUrl}/inspector`)).status).toBe(200);
    expect(await (await fetch(`${demo.otherUrl}/docs/events`)).text()).toContain('<title>Events · tinypaq</title>');
  });

  it('keeps the hits it receives', async () => {
    const demo = await start();
    await fetch(`${demo.otherUrl}/matomo.php?idsite=1&rec=1&url=http%3A%2F%2Flocalhost%2F&action_name=Blue+shoes`);
    expect(demo.collector.hits().map((hit) => hit.kind)).toEqual(['page view']);
  });

  it('serves the present tracker file, never from a cache', async () => {
    const trackerFile = join(directory, 'tracker.js');
    writeFileSync(trackerFile, 'one');
    const demo = await start({ trackerFile });
    const load = () => fetch(`${demo.otherUrl}/tinypaq.js`);
    const first = await load();
    expect(first.headers.get('content-type')).toContain('text/javascript');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(await first.text()).toBe('one');
    writeFileSync(trackerFile, 'two');
    expect(await (await load()).text()).toBe('two');
  });

  it('works without a tracker file, and reports that it is missing', async () => {
    const demo = await start({ trackerFile: join(directory, 'missing.js') });
    expect((await fetch(`${demo.otherUrl}/`)).status).toBe(200);
    const answer = await fetch(`${demo.otherUrl}/tinypaq.js`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
  });

  it('sends the shop’s hits to another server when that is set', async () => {
    const demo = await start({ matomoUrl: 'https://stats.example.org/matomo.php', siteId: '7' });
    const page = await (await fetch(`${demo.otherUrl}/product/blue-shoes`)).text();
    expect(page).toContain("var u='https://stats.example.org/'");
    expect(page).toContain("_paq.push(['setSiteId', '7'])");
  });

  it('answers an address that cannot be decoded with 400', async () => {
    const demo = await start();
    expect((await fetch(`${demo.otherUrl}/product/%zz`)).status).toBe(400);
  });

  it('frees its port when it is closed, with a page’s event stream still open', async () => {
    const demo = await start();
    const stream = await fetch(`${demo.otherUrl}/inspector/api/stream`);
    expect(stream.status).toBe(200);
    await demo.close();
    demos = [];
    const again = await start({ port: portOf(demo) });
    expect(portOf(again)).toBe(portOf(demo));
    await stream.body?.cancel().catch(() => undefined);
  });
});

describe('a demo that cannot start', () => {
  it('names the flag when its port is taken, and empties no database', async () => {
    const demo = await start();
    await fetch(`${demo.otherUrl}/matomo.php?idsite=1&rec=1&url=http%3A%2F%2Flocalhost%2F`);
    const second = start({ port: portOf(demo), reset: true });
    await expect(second).rejects.toThrow(DemoError);
    await expect(second).rejects.toThrow(/^Port \d+ is in use\. .*--port.*$/);
    await demo.close();
    demos = [];
    expect((await start()).collector.hits()).toHaveLength(1);
  });

  it('reports in one line that the database is damaged, and leaves the port free', async () => {
    const first = await start();
    await first.close();
    demos = [];
    writeFileSync(join(directory, 'data', 'collector.sqlite'), 'no database at all');
    await expect(start({ port: portOf(first) })).rejects.toMatchObject({
      name: 'CollectorError',
      message: expect.not.stringContaining('\n'),
    });
    const fresh = await start({ port: portOf(first), dataDir: join(directory, 'other') });
    expect((await fetch(fresh.otherUrl)).status).toBe(200);
  });
});
