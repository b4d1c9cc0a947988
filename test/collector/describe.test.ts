// Every hit has a kind and a summary of one line.
import { describe, expect, it } from 'vitest';
import { kindOf, summaryOf } from '../../demo/collector/describe.js';

const ITEMS = '[["a","","",9.9,2],["b","","",85.1,1]]';
const page = { url: 'https://shop.test/' };

describe('Given the parameters of a hit', () => {
  it.each([
    [{ action_name: 'Blue shoes', ...page }, 'page view', 'Page view: Blue shoes'],
    [{ action_name: '', ...page }, 'page view', 'Page view: https://shop.test/'],
    [page, 'page view', 'Page view: https://shop.test/'],
    [{ action_name: '' }, 'page view', 'Page view: (no title)'],
    [{ e_c: 'Video', e_a: 'Play', ...page }, 'event', 'Event: Video, Play'],
    [{ e_c: 'Video', e_a: 'Play', e_n: 'Trailer', e_v: '12' }, 'event', 'Event: Video, Play, Trailer (12)'],
    [{ search: 'shoes' }, 'search', 'Search: shoes'],
    [{ search: 'shoes', search_cat: 'Sale', search_count: '12' }, 'search', 'Search: shoes in Sale, 12 results'],
    [{ search: 'shoes', search_count: '1' }, 'search', 'Search: shoes, 1 result'],
    [{ search: 'shoos', search_count: '0' }, 'search', 'Search: shoos, no results'],
    [{ idgoal: '3' }, 'goal', 'Goal 3'],
    [{ idgoal: '3', revenue: '10.5' }, 'goal', 'Goal 3: 10.50'],
    [{ idgoal: '0', ec_id: 'A-17', revenue: '104.9', ec_items: ITEMS }, 'order', 'Order A-17: 3 items, 104.90'],
    [{ idgoal: '0', ec_id: 'A-18', revenue: 'lots', ec_items: '{' }, 'order', 'Order A-18: 0 items, lots'],
    [{ idgoal: '0', revenue: '9.9', ec_items: '[["a","","",9.9,1]]' }, 'cart', 'Cart: 1 item, 9.90'],
    [{ idgoal: '0', ec_items: '[["a"],7,["b","","",1,"x"]]' }, 'cart', 'Cart: 3 items'],
    [{ link: 'https://other.test/', ...page }, 'outlink', 'Outlink: https://other.test/'],
    [{ link: 'https://other.test/', c_i: 'click', c_n: 'Ad', ca: '1' }, 'outlink', 'Outlink: https://other.test/'],
    [{ download: 'https://shop.test/a.pdf' }, 'download', 'Download: https://shop.test/a.pdf'],
    [{ c_n: 'Ad', c_p: 'ad.png', ca: '1' }, 'content impression', 'Content seen: Ad, ad.png'],
    [{ c_i: 'click', c_n: 'Ad', c_p: 'ad.png', ca: '1' }, 'content interaction', 'Content click: Ad, ad.png'],
    [{ ping: '1', ...page }, 'ping', 'Still on the page: https://shop.test/'],
    [{ ping: '1', pf_net: '0', pf_onl: '2', ...page }, 'ping', 'Load times of the page: https://shop.test/'],
    [{ action_name: 'Blue shoes', pf_srv: '12', ...page }, 'page view', 'Page view: Blue shoes'],
    [
      { ma_id: 'x', ma_re: 'https://shop.test/a.mp4', ma_ti: 'Trailer', ma_st: '12' },
      'media',
      'Media: Trailer, 12 s played',
    ],
    [{ cra: 'x is not a function', ca: '1' }, 'crash', 'Crash: x is not a function'],
    [{ ca: '1', ...page }, 'other', 'Other hit: https://shop.test/'],
    [{ foo: 'bar' }, 'other', 'Other hit'],
  ])('when they are %o, then it is a %s: %s', (fields, kind, summary) => {
    const values = new Map(Object.entries(fields as Record<string, string>));
    expect(kindOf(values)).toBe(kind);
    expect(summaryOf(kindOf(values), values)).toBe(summary);
  });

  it('when a title has several lines, then the summary has one', () => {
    expect(summaryOf('page view', new Map([['action_name', ' Blue\n\tshoes\u0000\u001b[31m ']]))).toBe(
      'Page view: Blue shoes [31m',
    );
  });

  it('when a title is long, then the summary ends with an ellipsis and cuts no character', () => {
    const summary = summaryOf('page view', new Map([['action_name', '👟'.repeat(500)]]));
    expect([...summary]).toHaveLength(200);
    expect(summary).toMatch(/👟…$/u);
  });
});
