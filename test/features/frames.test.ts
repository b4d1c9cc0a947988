// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { override, overrideAccess } from '../support/overrides';
import { openPage } from '../support/page';

describe('killFrame', () => {
  it('shows a framed page by itself', async () => {
    const page = await openPage({ url: 'https://shop.test/p?x=1' });
    const top = { location: { href: 'https://frame.test/' } };
    override(window, 'top', top);
    page.push(['killFrame']);
    expect(top.location.href).toBe('https://shop.test/p?x=1');
  });

  it('does nothing on a page that is not framed', async () => {
    const page = await openPage();
    const assigned = vi.fn();
    overrideAccess(window.location, 'href', () => 'https://shop.test/', assigned);
    page.push(['killFrame']);
    expect(assigned).not.toHaveBeenCalled();
  });

  it('writes one line where the browser forbids it, and the queue goes on', async () => {
    const location = {};
    overrideAccess(
      location,
      'href',
      () => '',
      () => {
        throw new DOMException('cross-origin', 'SecurityError');
      },
    );
    const page = await openPage({ before: () => override(window, 'top', { location }) });
    expect(await page.track(['killFrame'], ['trackEvent', 'c', 'a'])).toHaveLength(1);
    expect(page.errors).toHaveLength(1);
    page.tracker.killFrame();
    expect(page.errors, 'for a call of the method, too, which does not throw').toHaveLength(2);
  });
});

describe('redirectFile', () => {
  it.each([
    ['file:', ['https://shop.test/']],
    ['https:', []],
  ])('on a page of %s goes to %j', async (protocol, expected) => {
    const page = await openPage();
    const assigned: string[] = [];
    override(window, 'location', {
      protocol,
      set href(url: string) {
        assigned.push(url);
      },
    });
    override(globalThis, 'location', window.location);
    page.push(['redirectFile', 'https://shop.test/']);
    expect(assigned).toEqual(expected);
  });
});
