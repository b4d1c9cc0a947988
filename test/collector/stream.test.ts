// The inspector's stream: every stored hit reaches every open page once, also after a lost connection.
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HitMessage } from '../../demo/collector/types.js';
import { bulk, openSite, query, type Site } from './support.js';

interface StreamEvent {
  id: string | undefined;
  event: string;
  data: unknown;
}

interface Page {
  response: IncomingMessage;
  events: StreamEvent[];
  /** Waits for a total number of events; returns their hits in short. */
  received(count: number): Promise<string[]>;
  leave(): void;
}

async function openPage(site: Site, path = '', headers: Record<string, string> = {}): Promise<Page> {
  if (!site.app.server.listening) await site.app.listen({ port: 0, host: '127.0.0.1' });
  const client = request(`${site.app.listeningOrigin}/inspector/api/stream${path}`, { headers });
  client.on('error', () => undefined);
  client.end();
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  const events: StreamEvent[] = [];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.map(parseEvent).filter(({ event }) => event !== ''));
  });
  response.on('error', () => undefined);
  onTestFinished(() => void client.destroy());
  return {
    response,
    events,
    async received(count) {
      await expect.poll(() => events.length, { interval: 5 }).toBeGreaterThanOrEqual(count);
      return events.map(inShort);
    },
    leave: () => void client.destroy(),
  };
}

function parseEvent(block: string): StreamEvent {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  return { id: field('id'), event: field('event') ?? '', data: JSON.parse(field('data') ?? 'null') };
}

function inShort({ id, event, data }: StreamEvent): string {
  return event === 'hit' ? `${id} ${(data as HitMessage).hit.summary}` : event;
}

describe('Given an open inspector page', () => {
  it('when hits are stored, then each arrives with its number and its visit', async () => {
    const site = await openSite();
    const page = await openPage(site);
    expect(page.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await site.send({ action_name: 'A\n\ndata: x' });
    await site.inject(bulk([query({ action_name: 'B' }), query({ idsite: 'x' }), query({ action_name: 'C' })]));
    expect(await page.received(3)).toEqual(['1 Page view: A data: x', '2 Page view: B', '3 Page view: C']);
    expect(page.events.at(-1)?.data).toEqual({ hit: site.lastHit(), visit: site.collector.visits()[0] });
  });

  it('when a hit is not recorded, then nothing arrives for it', async () => {
    const site = await openSite();
    const page = await openPage(site);
    await site.send({ rec: 0 });
    await site.send({ country: 'de' });
    await site.send({ action_name: 'A' });
    expect(await page.received(1)).toEqual(['1 Page view: A']);
  });

  it('when a ping found no visit, then its visit has the number 0', async () => {
    const site = await openSite();
    const page = await openPage(site);
    await site.send({ ping: 1 });
    await page.received(1);
    expect(page.events[0]?.data).toMatchObject({ hit: { visitId: 0 }, visit: { id: 0, actions: 0 } });
  });

  it('when everything is cleared, then an event reports that', async () => {
    const site = await openSite();
    const page = await openPage(site);
    site.collector.clear();
    expect(await page.received(1)).toEqual(['cleared']);
  });

  it('when two pages are open, then both get every hit, also after the other one is closed', async () => {
    const site = await openSite();
    const pages = [await openPage(site), await openPage(site)] as const;
    await site.send({ action_name: 'A' });
    await Promise.all(pages.map((page) => page.received(1)));
    pages[0].leave();
    await site.send({ action_name: 'B' });
    expect(await pages[1].received(2)).toEqual(['1 Page view: A', '2 Page view: B']);
  });

  it('when the server closes, then the stream ends', async () => {
    const site = await openSite();
    const page = await openPage(site);
    const ended = once(page.response, 'end');
    await site.app.close();
    await ended;
  });
});

describe('Given a page that connects again', () => {
  it('when it names the last hit it saw, then it gets the later ones, oldest first, and then new ones', async () => {
    const site = await openSite();
    for (const action_name of ['A', 'B', 'C']) await site.send({ action_name });
    const page = await openPage(site, '', { 'last-event-id': '1' });
    await site.send({ action_name: 'D' });
    expect(await page.received(3)).toEqual(['2 Page view: B', '3 Page view: C', '4 Page view: D']);
  });

  it('when it names the hit in the address, then it gets the later ones', async () => {
    const site = await openSite();
    for (const action_name of ['A', 'B']) await site.send({ action_name });
    const page = await openPage(site, '?after=0');
    expect(await page.received(2)).toEqual(['1 Page view: A', '2 Page view: B']);
  });

  it('when everything was cleared meanwhile, then an event reports that before the new hits', async () => {
    const site = await openSite();
    await site.send({ action_name: 'A' });
    site.collector.clear();
    await site.send({ action_name: 'B' });
    const page = await openPage(site, '', { 'last-event-id': '1' });
    expect(await page.received(2)).toEqual(['cleared', '2 Page view: B']);
  });

  it.each(['', 'x', '-1', '1e3'])('when it names "%s", which is no number, then it gets new hits only', async (id) => {
    const site = await openSite();
    await site.send({ action_name: 'A' });
    const page = await openPage(site, '', { 'last-event-id': id });
    await site.send({ action_name: 'B' });
    expect(await page.received(1)).toEqual(['2 Page view: B']);
  });

  it('when it missed thousands of hits, then it gets the latest thousand', async () => {
    const site = await openSite();
    await site.inject(bulk(Array.from({ length: 1200 }, (_, index) => query({ action_name: index + 1 }))));
    const page = await openPage(site, '?after=0');
    const hits = await page.received(1000);
    expect(hits).toHaveLength(1000);
    expect([hits[0], hits.at(-1)]).toEqual(['201 Page view: 201', '1200 Page view: 1200']);
  });
});
