// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { openPage } from '../support/page';
import { overrideAccess, restoreAll } from '../support/overrides';

afterEach(restoreAll);

it('given a session, when an event is tracked, then the cookies are read once', async () => {
  const page = await openPage({ commands: [['trackPageView']] });
  const cookies = document.cookie;
  let reads = 0;
  overrideAccess(document, 'cookie', () => {
    reads++;
    return cookies;
  });
  page.push(['trackEvent', 'Shop', 'Call']);
  expect(reads).toBe(1);
});

it('given something was tracked, when another tab changes a cookie, then the next getter sees that, and so does the one after', async () => {
  const page = await openPage({ commands: [['trackPageView'], ['requireConsent']] });
  await page.track(['trackEvent', 'Shop', 'Call']);
  const asked = [page.tracker.hasRememberedConsent()];
  page.cookies.set('mtm_consent', String(Date.now()));
  asked.push(page.tracker.hasRememberedConsent(), page.tracker.hasRememberedConsent());
  expect(asked).toEqual([false, true, true]);
});
