// @vitest-environment happy-dom
// How the address of a view is reported, and which addresses are that of the view before.
import { describe, expect, it } from 'vitest';
import { push } from '../../support/tasks';
import { ENABLE, open, pageViews, reported, SETTLED, urls, visit, WAYS } from './app';

const HASH = { hash: true };

describe.each(WAYS)('given the %s', (way) => {
  it('an address that the browser has encoded is reported like that of the loaded page', async () => {
    const page = await open(way, {
      url: 'https://shop.test/caf%C3%A9?user%5Bemail%5D=me',
      commands: [['setExcludedQueryParams', ['user[email]']], [ENABLE], ['trackPageView']],
    });
    visit('/x');
    await page.pass(SETTLED);
    visit('/caf%C3%A9?user%5Bemail%5D=me');
    await page.pass(SETTLED);
    visit('/y');
    expect((await pageViews(page)).map(({ url, urlref }) => [url, urlref])).toEqual([
      ['https://shop.test/café', undefined],
      ['https://shop.test/x', 'https://shop.test/café'],
      ['https://shop.test/café', 'https://shop.test/x'],
      ['https://shop.test/y', 'https://shop.test/café'],
    ]);
  });

  describe('an address that is reported as the one before', () => {
    it.each<[what: string, options: object, commands: unknown[], landing: string, later: string]>([
      ['without the visitor whom another site handed over', {}, [], '/e?pk_vid=1', '/e'],
      ['without a parameter that is left out', {}, [['setExcludedQueryParams', ['sid']]], '/e?sid=1', '/e?sid=2'],
      ['with an empty hash', HASH, [], '/e', '/e#'],
      ['with the first route of a router that has it behind #', HASH, [], '/e', '/e#/'],
      ['with the first route of a router that has it behind #!', HASH, [], '/e#!', '/e#!/'],
      ['with an empty hash where hashes are left out', HASH, [['discardHashTag', true]], '/e', '/e#'],
      ['with characters written in another way', {}, [], '/s?q=a%2Cb', '/s?q=a,b'],
      [
        'without an encoded parameter that is left out',
        {},
        [['setExcludedQueryParams', ['u[e]']]],
        '/e?u%5Be%5D=1',
        '/e',
      ],
    ])('%s is no view of its own', async (_, options, commands, landing, later) => {
      const page = await open(way, {
        url: `https://shop.test${landing}`,
        commands: [...commands, ['trackPageView'], [ENABLE, options]],
      });
      visit(later);
      expect(await urls(page)).toHaveLength(1);
      visit('/f');
      expect(await urls(page)).toHaveLength(2);
    });

    it('is a view where routes behind # are enabled, although the hash is not reported', async () => {
      const page = await open(way, {
        title: 'A',
        commands: [['discardHashTag', true], ['trackPageView'], [ENABLE, HASH]],
      });
      document.title = 'B';
      visit('#/b');
      await page.pass(SETTLED);
      expect(page.params().map(({ action_name }) => action_name)).toEqual(['A', 'B']);
    });

    it('when excluded parameters are set later, then the present view is not tracked again', async () => {
      const page = await open(way, { url: 'https://shop.test/e?sid=1' });
      push(['setExcludedQueryParams', ['sid']]);
      reported('replace');
      expect(await urls(page)).toHaveLength(1);
    });
  });
});
