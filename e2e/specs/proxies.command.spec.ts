// The example configurations for first-party tracking, each run by its server.
import { readFileSync } from 'node:fs';
import type { DemoServer } from '../support/demo-server';
import { Proxy } from '../support/proxy';
import { expect, test as base } from '../support/test';
import { WEB_SERVERS, findWebServer, type WebServer } from '../support/web-servers.mjs';

const test = base.extend<{ open: (name: WebServer, upstream: string) => Promise<Proxy> }>({
  open: async ({}, use) => {
    const proxies: Proxy[] = [];
    await use(async (name, upstream) => {
      const proxy = await Proxy.start(name, upstream);
      proxies.push(proxy);
      return proxy;
    });
    for (const proxy of proxies) await proxy.stop();
  },
});

const hostOf = (demo: DemoServer): string => new URL(demo.otherUrl).host;
const bundle = (name: string): string => readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
const hit = (more: Record<string, string> = {}): string =>
  `?${new URLSearchParams({ idsite: '1', rec: '1', url: 'http://shop.test/', action_name: 'Proxied', ...more })}`;

for (const name of Object.keys(WEB_SERVERS) as WebServer[]) {
  test.describe(`given the example for ${name}`, () => {
    test.skip(!findWebServer(name), `there is no ${name} on this machine (Debian: ${WEB_SERVERS[name]})`);

    for (const script of ['tinypaq.js', 'tinypaq.core.js']) {
      test(`when a page loads ${script}, then it is the built file, compressed, and may be cached for a day`, async ({
        demo,
        open,
      }) => {
        const proxy = await open(name, hostOf(demo));
        const answer = await fetch(`${proxy.url}/stats/${script}`, { headers: { 'accept-encoding': 'gzip' } });
        expect(answer.status).toBe(200);
        expect(Object.fromEntries(answer.headers)).toMatchObject({
          'content-type': expect.stringMatching(/^(text|application)\/javascript/),
          'content-encoding': 'gzip',
          vary: expect.stringMatching(/^accept-encoding$/i),
          'cache-control': 'public, max-age=86400',
          'x-content-type-options': 'nosniff',
        });
        expect(await answer.text()).toBe(bundle(script));
      });
    }

    test('when the page has another host name, then script and hits take the same ways', async ({ demo, open }) => {
      const proxy = await open(name, hostOf(demo));
      const url = proxy.url.replace('127.0.0.1', 'localhost');
      expect(await (await fetch(`${url}/stats/tinypaq.js`)).text()).toBe(bundle('tinypaq.js'));
      expect((await fetch(`${url}/stats/matomo.php${hit()}`)).status).toBe(200);
      expect(demo.summaries()).toEqual(['Page view: Proxied']);
    });

    test('when another file is asked for, then it is not served', async ({ demo, open }) => {
      const proxy = await open(name, hostOf(demo));
      for (const path of ['/stats/index.js', '/stats/tinypaq.js.map', '/stats/..%2fpackage.json', '/inspector']) {
        const answer = await fetch(proxy.url + path);
        expect(`${answer.status} ${await answer.text()}`, path).not.toMatch(/tinypaq|Inspector/);
      }
    });

    test('when hits come by image, beacon and batch, then the collector has them', async ({ demo, open }) => {
      const proxy = await open(name, hostOf(demo));
      const url = `${proxy.url}/stats/matomo.php`;
      const image = await fetch(url + hit());
      expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/gif']);
      const beacon = await fetch(url, { method: 'POST', body: new URLSearchParams(hit({ send_image: '0' })) });
      expect(beacon.status).toBe(204);
      const batch = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ requests: [hit({ e_c: 'Batch', e_a: '1' }), hit({ e_c: 'Batch', e_a: '2' })] }),
      });
      expect(await batch.json()).toMatchObject({ tracked: 2, invalid: 0 });
      expect(demo.summaries()).toEqual([
        'Page view: Proxied',
        'Page view: Proxied',
        'Event: Batch, 1',
        'Event: Batch, 2',
      ]);
    });

    test('when a hit is forwarded, then the server gets the visitor’s address and browser, but no cookies of the site', async ({
      pages,
      open,
    }) => {
      pages.set('/matomo.php', { status: 204, headers: { 'set-cookie': 'MATOMO_SESSID=1' } });
      const proxy = await open(name, new URL(pages.url('/', 'stats')).host.replace(/^[^:]*/, '127.0.0.1'));
      const answer = await fetch(`${proxy.url}/stats/matomo.php${hit()}`, {
        headers: { cookie: 'session=secret', 'x-forwarded-for': '203.0.113.9', 'user-agent': 'Visitor' },
      });
      expect(answer.headers.get('set-cookie')).toBeNull();
      const [request] = pages.requests;
      expect(request?.query.get('action_name')).toBe('Proxied');
      expect(request?.headers).toMatchObject({
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'http',
        'user-agent': 'Visitor',
      });
      expect(request?.headers.cookie ?? '').toBe('');
    });
  });
}
