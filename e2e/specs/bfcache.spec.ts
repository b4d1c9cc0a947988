// The back-forward cache works in each engine when a spec drives it.
import { html } from '../support/snippet';
import { expect, test } from '../support/test';

test.use({ bfcache: true });

const PAGE = html(
  'Page',
  `<script>
    function send(event) { navigator.sendBeacon('/hit?event=' + event + '&page=' + location.pathname); }
    addEventListener('pageshow', function (e) { send(e.persisted ? 'restored' : 'shown'); });
    addEventListener('pagehide', function (e) { send(e.persisted ? 'kept' : 'dropped'); });
  </script>`,
);

test('given a page that was left, when the visitor goes back, then it is restored and not loaded again', async ({
  tab,
  pages,
  engine,
}) => {
  test.skip(!engine.can('bfcache'), 'the driver cannot use a restored page');
  pages.set('/one', PAGE).set('/next', PAGE);
  const seen = () => pages.requests.map(({ query }) => `${query.get('event')} ${query.get('page')}`);

  await tab.goto(pages.url('/one'));
  await tab.evaluate(() => void setTimeout(() => location.assign('/next')));
  await expect.poll(seen).toContain('shown /next');
  await expect.poll(seen).toContain('kept /one');
  await tab.back();
  await expect.poll(seen).toContain('restored /one');
  // Polled, because the page that is being left may still be the one that answers.
  await expect.poll(() => tab.url()).toBe(pages.url('/one'));
});
