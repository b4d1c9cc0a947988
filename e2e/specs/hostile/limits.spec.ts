// Pages with more, longer and stranger things than any page should have: every hit arrives, and the page stays as it was.
import { receivedHits } from '../../support/hits';
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

const MEGABYTE = 1_000_000;
const YEAR = 31_536_000_000;

/** Makes the clock of the page wrong by this many milliseconds from the page's event "jump" on. */
const clock = (jump: number): string => `<script>(function () {
  var Real = Date, shift = 0;
  window.Date = class extends Real {
    constructor() { if (arguments.length) super(...arguments); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
  addEventListener('jump', function () { shift = ${jump}; });
})();</script>`;

const event = (action: string): string => `_paq.push(['trackEvent', 'Hostile', '${action}']);`;

test.describe('Limits', () => {
  for (const [given, jump] of [
    ['forward', YEAR],
    ['back', -YEAR],
  ] as const) {
    test(`given a clock that jumps ${given} by a year, then what waits and what follows arrive at once, without an age`, async ({
      tab,
      pages,
      engine,
    }) => {
      const own = `<script>
        addEventListener('load', function () { dispatchEvent(new Event('jump')); ${event('after')} });
      </script>`;
      serveScripts(pages).set('/', hostilePage(pages, 'Clock', { before: clock(jump), body: own }));
      await tab.goto(pages.url('/'));
      const hits = await expectHeard({ tab, pages, engine }, { hits: ['Clock', 'event', 'after'] });
      expect(hits.map(({ cdo }) => cdo)).toEqual([undefined, undefined, undefined]);
    });
  }

  test('given a title and an address of 1 MB each, then page view and event arrive with all of them', async ({
    tab,
    pages,
    engine,
  }) => {
    test.slow();
    const before = `<script>
      document.title = 'T'.repeat(${MEGABYTE});
      location.hash = 'h'.repeat(${MEGABYTE});
    </script>`;
    serveScripts(pages).set('/', hostilePage(pages, 'Long', { before }));
    await tab.goto(pages.url('/'));
    await expect.poll(() => hitNames(pages), { timeout: 20_000 }).toHaveLength(2);
    const hits = await expectHeard({ tab, pages, engine }, { hits: ['T'.repeat(MEGABYTE), 'event'] });
    for (const { url } of hits) expect(url).toHaveLength(pages.url('/#').length + MEGABYTE);
  });

  test('given lone surrogates in title, address, user and event, then they arrive as replacement characters', async ({
    tab,
    pages,
    engine,
  }) => {
    serveScripts(pages).set(
      '/',
      hostilePage(pages, 'Torn', {
        before: "<script>document.title = 'a\\ud83dz'; location.hash = '\\ude00';</script>",
        commands: [
          "['setUserId', 'u\\ud800']",
          "['trackPageView']",
          "['trackEvent', 'Hostile', '\\udfffe\\ud83d\\ude00']",
        ],
      }),
    );
    await tab.goto(pages.url('/'));
    const hits = await expectHeard({ tab, pages, engine }, { hits: ['a\ufffdz', '\ufffde\u{1f600}'] });
    for (const { uid } of hits) expect(uid).toBe('u\ufffd');
  });

  test('given 10,000 pushes in one task, then the first hundreds arrive batch by batch, once each, and the page goes on', async ({
    tab,
    pages,
    engine,
  }) => {
    const body = `<script>
      addEventListener('load', function () {
        for (var i = 0; i < 10000; i++) _paq.push(['trackEvent', 'Hostile', String(i)]);
        setTimeout(function () { say('page goes on'); });
      });
    </script>`;
    serveScripts(pages).set('/', hostilePage(pages, 'Many', { commands: ["['trackPageView']"], body }));
    await tab.goto(pages.url('/'));
    // A batch of fifty leaves with each window: all of them would take minutes.
    await expect.poll(() => hitNames(pages).length, { timeout: 20_000 }).toBeGreaterThan(200);
    const numbers = receivedHits(pages.requests).flatMap(({ e_a }) => (e_a === undefined ? [] : Number(e_a)));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.max(...numbers)).toBeLessThan(numbers.length + 50);
    expect(pages.requests.filter(({ path }) => path === '/said').map((request) => request.body)).toEqual([
      'page goes on',
    ]);
    if (engine.can('console')) expect(tab.messages()).toEqual([]);
  });

  test('given a page that overrides the history methods with its own, then its pages are tracked as it moves', async ({
    tab,
    pages,
    engine,
  }) => {
    const before = `<script>
      History.prototype.pushState = history.pushState = function () { location.hash = arguments[2]; return 'own'; };
      history.replaceState = function () { throw new Error('not here'); };
    </script>`;
    const body = `<script>
      addEventListener('load', function () {
        say(history.pushState(null, '', 'two'));
        _paq.push(['setCustomUrl', location.href], ['trackPageView', 'Two']);
      });
    </script>`;
    serveScripts(pages).set('/', hostilePage(pages, 'One', { before, body }));
    await tab.goto(pages.url('/'));
    const hits = await expectHeard({ tab, pages, engine }, { hits: ['One', 'event', 'Two'], said: ['own'] });
    expect(hits.find(({ action_name }) => action_name === 'Two')?.url).toBe(pages.url('/#two'));
  });

  test('given a navigation that ends in nothing after beforeunload, then tracking goes on', async ({
    tab,
    pages,
    engine,
  }) => {
    const body = `<script>
      addEventListener('beforeunload', function () { ${event('leaving')} });
      addEventListener('stayed', function () { ${event('stayed')} ${event('second')} });
    </script>`;
    serveScripts(pages)
      .set('/download', { status: 204 })
      .set('/', hostilePage(pages, 'Stay', { body }));
    await tab.goto(pages.url('/'));
    await expect.poll(() => hitNames(pages)).toEqual(['Stay', 'event']);
    await tab.evaluate(() => void setTimeout(() => location.assign('/download')));
    await expect.poll(() => hitNames(pages)).toContain('leaving');
    await tab.evaluate(() => void dispatchEvent(new Event('stayed')));
    await expectHeard({ tab, pages, engine }, { hits: ['Stay', 'event', 'leaving', 'stayed', 'second'] });
  });
});
