// Clients that others have written for the original work unmodified with this script.
import type { StoredHit } from '../../demo/collector/types';
import { bundleClient } from '../support/client-bundle';
import { html } from '../support/snippet';
import { expect, test } from '../support/test';

interface Client {
  name: string;
  /** File name in e2e/clients. */
  page: string;
  /** What the client reports of the walk below: kind, title or keyword, address and referrer, both without the page's host. */
  walk: (string | undefined)[][];
  /** Parameters in which the client itself passes values that the Tracking API does not allow. */
  wrong?: string[];
}

const EVENT = ['event', 'Shop Buy Shoes 3', '/shoes', ''];

const CLIENTS: Client[] = [
  {
    name: '@socialgouv/matomo-next',
    page: 'matomo-next.js',
    wrong: ['urlref'], // it passes only the path
    walk: [
      ['page view', 'Home', '/', ''],
      ['page view', 'Shoes', '/shoes', '/'],
      ['event', 'Shop Buy Shoes 3', '/shoes', '/'],
      ['search', 'red', '/search?q=red', '/shoes'],
    ],
  },
  {
    name: 'vue-matomo',
    page: 'vue-matomo.js',
    walk: [
      ['page view', 'Home', '/', ''],
      ['page view', 'Shoes', '/shoes', '/'],
      ['event', 'Shop Buy Shoes 3', '/shoes', '/'],
      ['search', 'red 5', '/shoes', '/'], // it sets the address for page views only
    ],
  },
  {
    name: '@jonkoops/matomo-tracker-react',
    page: 'matomo-tracker-react.jsx',
    walk: [
      ['page view', 'Home', '/', ''],
      ['page view', 'Shoes', '/shoes', ''],
      EVENT,
      ['search', 'red 5', '/search?q=red', ''],
    ],
  },
];

const read = ({ parameters }: StoredHit) => new Map(parameters);

/** A hit in short; addresses of the page without their host. */
function inShort(hit: StoredHit, origin: string): (string | undefined)[] {
  const values = read(hit);
  const texts = ['action_name', 'e_c', 'e_a', 'e_n', 'e_v', 'search', 'search_count'].map((name) => values.get(name));
  const address = (name: string) => (values.get(name) ?? '').replace(origin, '');
  return [hit.kind, texts.filter((text) => text !== undefined).join(' '), address('url'), address('urlref')];
}

for (const { name, page, walk, wrong = [] } of CLIENTS) {
  test(`given an app with ${name}, when a visitor walks through it, then its routes, events and searches are in the database`, async ({
    tab,
    pages,
    demo,
    engine,
  }) => {
    const head = `<script>window.STATS = ${JSON.stringify(demo.url)};</script>`;
    const script = { headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: await bundleClient(page) };
    pages.set('/app.js', script).set('/', html('App', head, '<script src="/app.js"></script>'));
    const origin = new URL(pages.url('/')).origin;
    const actions = () => demo.hits().filter(({ kind }) => kind !== 'ping');
    const reported = () => actions().map((hit) => inShort(hit, origin));
    const arrived = (count: number) => expect.poll(reported).toEqual(walk.slice(0, count));

    await tab.goto(pages.url('/'));
    await arrived(1);
    await tab.click('a[href="/shoes"]');
    await arrived(2);
    await tab.click('button');
    await arrived(3);
    await tab.click('a[href="/search?q=red"]');
    await arrived(4);

    const hits = await demo.settledHits();
    const violations = hits.flatMap((hit) => hit.violations);
    expect(violations.filter(({ parameter }) => !wrong.includes(parameter))).toEqual([]);
    expect(new Set(hits.map(({ visitorId }) => visitorId)).size).toBe(1);
    const [home, shoes, event] = actions().map(({ pageViewId }) => pageViewId);
    expect(home).toMatch(/^\w{6}$/);
    expect(shoes).not.toBe(home);
    expect(event).toBe(shoes);
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });
}
