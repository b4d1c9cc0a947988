// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../support/page';

describe("the site's service worker", () => {
  it('is asked to send what it has kept, when the browser is online again', async () => {
    const register = vi.fn(async () => undefined);
    const page = await openPage({ navigator: { serviceWorker: { ready: Promise.resolve({ sync: { register } }) } } });
    await page.pass(0);
    expect(register).not.toHaveBeenCalled();
    page.goOnline();
    await page.pass(0);
    expect(register.mock.calls).toEqual([['matomoSync']]);
  });

  it.each<[string, unknown]>([
    ['without background sync', { ready: Promise.resolve({}) }],
    ['that refuses', { ready: Promise.resolve({ sync: { register: () => Promise.reject(new Error('no')) } }) }],
    ['that is never there', undefined],
  ])('%s is left alone', async (_, serviceWorker) => {
    const page = await openPage({ navigator: { serviceWorker } });
    page.goOnline();
    await page.pass(0);
    expect(page.errors).toEqual([]);
  });
});
