// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { openPage } from '../../support/page';

describe('trackLink', () => {
  it.each<[unknown[], object]>([
    [['https://o.test/a%20b?y=2', 'link'], { link: 'https://o.test/a%20b?y=2' }],
    [['/file', 'download'], { download: '/file' }],
    [['https://shop.test/own'], { link: 'https://shop.test/own' }],
    [
      ['https://o.test/?pk_vid=1', 'link', { dimension3: 'x', more: 1 }],
      { link: 'https://o.test/', dimension3: 'x', data: '{"more":1}' },
    ],
  ])('%j sends %j', async (args, expected) => {
    const page = await openPage();
    expect(await page.track(['trackLink', ...args])).toMatchObject([expected]);
  });

  it('calls the callback once', async () => {
    const page = await openPage();
    const callback = vi.fn();
    await page.track(['trackLink', 'https://o.test/', 'link', undefined, callback]);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('does not change the caller’s data', async () => {
    const page = await openPage();
    const data = { dimension1: 'x' };
    await page.track(['trackLink', 'https://o.test/', 'link', data]);
    expect(data).toEqual({ dimension1: 'x' });
  });

  it.each([[undefined], [null]])('refuses %s', async (url) => {
    const page = await openPage();
    expect(await page.track(['trackLink', url, 'link'])).toEqual([]);
    expect(page.errors).toEqual([expect.stringMatching(/trackLink: url is .*, expected a URL/)]);
  });
});
