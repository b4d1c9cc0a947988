// A page that comes back out of the back-forward cache goes on being tracked.
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

test.use({ bfcache: true });

test.describe('Life', () => {
  test('given a page that is left and restored, then what is done on it arrives from the same visitor', async ({
    tab,
    pages,
    engine,
  }) => {
    test.skip(!engine.can('bfcache'), 'the driver cannot use a restored page');
    const body = `<script>addEventListener('pageshow', function (event) { if (event.persisted) say('restored'); });</script>`;
    serveScripts(pages)
      .set('/', hostilePage(pages, 'Kept', { body }))
      .set('/next', hostilePage(pages, 'Next', {}));
    await tab.goto(pages.url('/'));
    await expect.poll(() => hitNames(pages)).toEqual(['Kept', 'event']);
    await tab.evaluate(() => void setTimeout(() => location.assign('/next')));
    await expect.poll(() => hitNames(pages)).toEqual(['Kept', 'Next', 'event', 'event']);
    await tab.back();
    await expect.poll(() => pages.requests.map((request) => request.body)).toContain('restored');
    await tab.evaluate(() => {
      const queue = (window as unknown as { _paq: unknown[] })._paq;
      queue.push(['trackPageView', 'Again'], ['trackEvent', 'Hostile', 'again']);
    });
    const hits = await expectHeard(
      { tab, pages, engine },
      { hits: ['Kept', 'event', 'Next', 'event', 'Again', 'again'], said: ['restored'] },
    );
    expect(new Set(hits.map(({ _id }) => _id)).size, 'visitors').toBe(1);
  });
});
