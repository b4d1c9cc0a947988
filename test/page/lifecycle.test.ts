// @vitest-environment happy-dom
// What the script does in answer to the page's events, also on pages that are not drawn.
import { describe, expect, it } from 'vitest';
import { override } from '../support/overrides';
import { openPage, type Page } from '../support/page';

/** Follows a link, of which the browser draws nothing. */
async function clickWithoutFrames(page: Page): Promise<void> {
  await page.pass(1000);
  override(window, 'requestAnimationFrame', () => 0);
  document.querySelector('a')?.click();
  await page.pass(1000);
}

const LINK = {
  html: '<a href="http://out.test/" onclick="return false">out</a>',
  commands: [['enableLinkTracking'], ['trackPageView']],
};

const links = (page: Page): string[] => page.params().flatMap(({ link }) => link ?? []);

describe('work that comes after the next paint', () => {
  it('given a visible page, then it waits for that, until the page is left', async () => {
    const page = await openPage(LINK);
    await clickWithoutFrames(page);
    expect(links(page)).toEqual([]);
    page.leave();
    expect(links(page)).toEqual(['http://out.test/']);
  });

  it('given a hidden page, which is not painted, then it is done all the same', async () => {
    const page = await openPage(LINK);
    page.hide();
    await clickWithoutFrames(page);
    expect(links(page)).toEqual(['http://out.test/']);
  });
});

describe('an exception in an event handler', () => {
  it('is one line, which names the event, and reaches neither the page nor the next event', async () => {
    const page = await openPage({ commands: [['enableJSErrorTracking']] });
    const broken = new Event('unhandledrejection');
    Object.defineProperty(broken, 'reason', {
      get() {
        throw new Error('own');
      },
    });
    window.dispatchEvent(broken);
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: new Error('second') }));
    await page.pass(1000);
    expect(page.errors).toEqual(['tinypaq: unhandledrejection Error: own']);
    expect(page.last()).toMatchObject({ e_c: 'JavaScript Errors', e_n: expect.stringContaining('second') });
  });
});
