// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { call, pick } from '../support/call';
import { openPage, type Page } from '../support/page';

const VIEW = ['_pkc', '_pkp', '_pks', '_pkn'];
const ORDER = ['idgoal', 'ec_id', 'revenue', 'ec_st', 'ec_tx', 'ec_sh', 'ec_dt', 'ec_items'];

describe('setEcommerceView', () => {
  it.each([
    [[], { _pkc: '' }],
    [[null, null, null, null], { _pkc: '' }],
    [['s', 'n', 'c', 1], { _pkc: 'c', _pkp: '1', _pks: 's', _pkn: 'n' }],
    [[false, false, 'cat'], { _pkc: 'cat' }],
    [[false, 'n', 'c'], { _pkc: 'c', _pkn: 'n' }],
    [['s', false, ['a', 'b']], { _pkc: '["a","b"]', _pks: 's', _pkn: '' }],
    [[false, false, ['1', '2', '3', '4', '5', '6']], { _pkc: '["1","2","3","4","5"]' }],
    [[0, 0, 0, 0], { _pkc: '0', _pkp: '0', _pks: '0', _pkn: '0' }],
    [['s', 'n', [], false], { _pkc: '', _pks: 's', _pkn: 'n' }],
    [['s', 'n', true, NaN], { _pkc: '', _pks: 's', _pkn: 'n' }],
    [['s', 'n', 'c', '1,5'], { _pkc: 'c', _pkp: '1,5', _pks: 's', _pkn: 'n' }],
  ])('given %j the page view carries %j', async (args, expected) => {
    const page = await openPage({ commands: [['setEcommerceView', ...args], ['trackPageView']] });
    expect(pick(page.last(), ...VIEW)).toEqual(expected);
    expect(page.errors).toEqual([]);
  });

  it('sends nothing by itself', async () => {
    const { hits } = await call(['setEcommerceView', 's', 'n', 'c', 1]);
    expect(hits).toEqual([]);
  });

  it('is sent with all later hits until it is replaced', async () => {
    const page = await openPage({ commands: [['setEcommerceView', 's', 'n', 'c', 1], ['trackPageView']] });
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(pick(event, ...VIEW)).toEqual({ _pkc: 'c', _pkp: '1', _pks: 's', _pkn: 'n' });
    const [later] = await page.track(['setEcommerceView'], ['trackEvent', 'c', 'b']);
    expect(pick(later, ...VIEW)).toEqual({ _pkc: '' });
  });

  it('leaves out a price that is no number, with one line on the console', async () => {
    const page = await openPage({ commands: [['setEcommerceView', 's', 'n', 'c', 'free'], ['trackPageView']] });
    expect(pick(page.last(), ...VIEW)).toEqual({ _pkc: 'c', _pks: 's', _pkn: 'n' });
    expect(page.errors).toEqual([expect.stringContaining('setEcommerceView: price is "free", expected a number')]);
  });
});

describe('the cart', () => {
  const items = (page: Page): unknown => page.tracker.getEcommerceItems();

  it('keeps items by SKU, the last one of each, with defaults for what is not given once it is tracked', async () => {
    const page = await openPage({
      commands: [
        ['addEcommerceItem', 'A1', 'Apple', 'Fruit', 1.5, 4],
        ['addEcommerceItem', 'C3'],
        ['addEcommerceItem', 'A1', 'Apple', 'Fruit', 1.5, 5],
        ['addEcommerceItem', 'B2', 'Banana', ['Fruit', 'Yellow'], '0.25', '2'],
      ],
    });
    const expected = {
      A1: ['A1', 'Apple', 'Fruit', 1.5, 5],
      C3: ['C3', '', '', 0, 1],
      B2: ['B2', 'Banana', ['Fruit', 'Yellow'], '0.25', '2'],
    };
    expect(items(page)).toEqual({ ...expected, C3: ['C3', null, null, null, null] });
    const [hit] = await page.track(['trackEcommerceCartUpdate', 1]);
    expect(JSON.parse(String(hit?.['ec_items']))).toEqual(Object.values(expected));
    expect(items(page)).toEqual(expected);
  });

  it('is sent with number-like SKUs first, ascending, then in the order of adding', async () => {
    const page = await openPage();
    const [hit] = await page.track(
      ['addEcommerceItem', 'b', 'n'],
      ['addEcommerceItem', 20, 'n'],
      ['addEcommerceItem', 'a', 'n'],
      ['addEcommerceItem', '3', 'n'],
      ['trackEcommerceCartUpdate', 1],
    );
    const sent = JSON.parse(String(hit?.['ec_items'])) as unknown[][];
    expect(sent.map(([sku]) => sku)).toEqual(['3', 20, 'b', 'a']);
  });

  it('is not changed by what the page does with its own list, or with the copy it was given', async () => {
    const page = await openPage();
    const categories = ['Fruit'];
    page.push(['addEcommerceItem', 'A1', 'Apple', categories]);
    categories.push('changed');
    (items(page) as Record<string, unknown[]>)['A1']?.splice(0);
    expect(items(page)).toEqual({ A1: ['A1', 'Apple', ['Fruit'], null, null] });
  });

  it('lets single items be removed, or all of them', async () => {
    const page = await openPage();
    page.push(
      ['addEcommerceItem', '1'],
      ['addEcommerceItem', 2],
      ['addEcommerceItem', 'c'],
      ['removeEcommerceItem', 1],
    );
    expect(Object.keys(items(page) as object)).toEqual(['2', 'c']);
    page.push(['removeEcommerceItem', '2'], ['removeEcommerceItem', 'unknown']);
    expect(Object.keys(items(page) as object)).toEqual(['c']);
    page.push(['clearEcommerceCart']);
    expect(items(page)).toEqual({});
  });

  it.each([[undefined], [null], [''], [true], [NaN], [{}]])('refuses the SKU %s with one line', async (sku) => {
    const page = await openPage();
    page.push(['addEcommerceItem', sku, 'name']);
    expect(items(page)).toEqual({});
    expect(page.errors).toEqual([expect.stringMatching(/addEcommerceItem: sku is .*, expected text/)]);
  });

  it('keeps an item whose price or quantity is no number, with the default and a line on the console', async () => {
    const page = await openPage();
    await page.track(['addEcommerceItem', 'A', 'n', 'c', 'ten', {}], ['trackEcommerceCartUpdate', 1]);
    expect(items(page)).toEqual({ A: ['A', 'n', 'c', 0, 1] });
    expect(page.errors).toEqual([
      expect.stringContaining('addEcommerceItem: price is "ten"'),
      expect.stringContaining('addEcommerceItem: quantity is [object Object]'),
    ]);
  });

  it('turns values that JSON does not know into text, so that the order is not lost because of one item', async () => {
    const page = await openPage();
    const circular: unknown[] = [];
    circular.push(circular);
    const [hit] = await page.track(
      ['addEcommerceItem', 'A', BigInt(10), [Symbol('s'), null, circular], BigInt(12), 0],
      ['trackEcommerceOrder', 'O1', 12],
    );
    expect(JSON.parse(String(hit?.['ec_items']))).toEqual([['A', '10', ['Symbol(s)', '', ''], '12', 0]]);
  });

  it('takes false for a value that is not given, as shops do', async () => {
    const page = await openPage();
    await page.track(
      ['addEcommerceItem', 'A', false, false, false, false],
      ['addEcommerceItem', 'B', 0, ['c', false]],
      ['trackEcommerceCartUpdate', 1],
    );
    expect(items(page)).toEqual({ A: ['A', '', '', 0, 1], B: ['B', 0, ['c', ''], 0, 1] });
    expect(page.errors).toEqual([]);
  });

  it('takes any text for a SKU', async () => {
    const page = await openPage();
    const [hit] = await page.track(
      ['addEcommerceItem', '__proto__', 'a'],
      ['addEcommerceItem', 'constructor', 'b'],
      ['trackEcommerceCartUpdate', 1],
    );
    expect(JSON.parse(String(hit?.['ec_items']))).toEqual([
      ['__proto__', 'a', '', 0, 1],
      ['constructor', 'b', '', 0, 1],
    ]);
  });

  it('names at most five categories of an item: the server takes no more', async () => {
    const page = await openPage();
    page.push(['addEcommerceItem', 'A', '', ['1', '2', '3', '4', '5', '6']]);
    expect(items(page)).toEqual({ A: ['A', '', ['1', '2', '3', '4', '5'], null, null] });
  });
});

describe('trackEcommerceOrder', () => {
  it('sends all sums and the items, and empties the cart', async () => {
    const page = await openPage();
    const [order] = await page.track(
      ['addEcommerceItem', 'sku2', 'n', 'c'],
      ['trackEcommerceOrder', 'O 1', '10.50', 9, 4, 3, 1],
    );
    expect(pick(order, ...ORDER)).toEqual({
      idgoal: '0',
      ec_id: 'O 1',
      revenue: '10.50',
      ec_st: '9',
      ec_tx: '4',
      ec_sh: '3',
      ec_dt: '1',
      ec_items: '[["sku2","n","c",0,1]]',
    });
    expect(page.hits()[0]?.names.slice(0, 9)).toEqual([...ORDER, 'idsite']);
    expect(page.tracker.getEcommerceItems()).toEqual({});
  });

  it.each([
    [[undefined, '', null, NaN], {}],
    [[0, '0', '1,5', 2.5], { ec_st: '0', ec_tx: '0', ec_sh: '1,5', ec_dt: '2.5' }],
    // The original's documents tell shops to pass false where there is no such sum.
    [[false, false, false, false], { ec_st: 'false', ec_tx: 'false', ec_sh: 'false', ec_dt: 'false' }],
  ])('given the sums %j it sends %j', async (sums, expected) => {
    const { hits, errors } = await call(['trackEcommerceOrder', 'O1', 5, ...sums]);
    expect(hits.map((hit) => pick(hit, ...ORDER))).toEqual([
      { idgoal: '0', ec_id: 'O1', revenue: '5', ec_items: '[]', ...expected },
    ]);
    expect(errors).toEqual([]);
  });

  it('leaves out a sum that is no number, with one line that names it', async () => {
    const { hits, errors } = await call(['trackEcommerceOrder', 'O1', 5, 1, 'much', 3]);
    expect(pick(hits[0], ...ORDER)).toEqual({
      idgoal: '0',
      ec_id: 'O1',
      revenue: '5',
      ec_st: '1',
      ec_sh: '3',
      ec_items: '[]',
    });
    expect(errors).toEqual([expect.stringContaining('trackEcommerceOrder: tax is "much", expected a number')]);
  });

  it('sends an order whose total cannot be read with a total of 0, as the server would count it', async () => {
    const { hits, errors } = await call(['trackEcommerceOrder', 'O1', 'EUR 5']);
    expect(pick(hits[0], 'ec_id', 'revenue')).toEqual({ ec_id: 'O1', revenue: '0' });
    expect(errors).toEqual([expect.stringContaining('trackEcommerceOrder: grandTotal is "EUR 5"')]);
  });

  it.each([
    ['orderId', ['', 10]],
    ['orderId', [undefined, 10]],
    ['orderId', [null, 10]],
    ['grandTotal', ['O1']],
  ])('without %s (%j) nothing is sent and the cart is kept', async (argument, args) => {
    const page = await openPage();
    const hits = await page.track(['addEcommerceItem', 'A'], ['trackEcommerceOrder', ...args]);
    expect(hits).toEqual([]);
    expect(page.errors).toEqual([expect.stringContaining(`trackEcommerceOrder: ${argument} is `)]);
    expect(Object.keys(page.tracker.getEcommerceItems())).toEqual(['A']);
  });

  it.each([[null], [NaN], [false], ['']])('with a total of %s it sends a total of 0', async (total) => {
    const page = await openPage();
    const hits = await page.track(['trackEcommerceOrder', 'O1', total], ['trackEcommerceCartUpdate', total]);
    expect(hits.map((hit) => pick(hit, 'ec_id', 'revenue'))).toEqual([{ ec_id: 'O1', revenue: '0' }, { revenue: '0' }]);
  });

  it('treats configured custom data like its own: dimensions become parameters, the page’s object is not changed', async () => {
    const data = { dimension1: 'd', z: 1 };
    const page = await openPage({ commands: [['setCustomData', data]] });
    const [order] = await page.track(['trackEcommerceOrder', 'O1', 5]);
    expect(pick(order, 'dimension1', 'data')).toEqual({ dimension1: 'd', data: '{"z":1}' });
    expect(data).toEqual({ dimension1: 'd', z: 1 });
  });

  it('does not send a configured dimension a second time among the data', async () => {
    const page = await openPage({ commands: [['setCustomData', { dimension1: 'd' }]] });
    const [order] = await page.track(['trackEcommerceOrder', 'O1', 5]);
    expect(pick(order, 'dimension1', 'data')).toEqual({ dimension1: 'd', data: '{}' });
  });
});

describe('trackEcommerceCartUpdate', () => {
  it('sends the total and the cart, and keeps the cart', async () => {
    const page = await openPage();
    const hits = await page.track(
      ['addEcommerceItem', 'A', 'n', 'c', 2, 3],
      ['trackEcommerceCartUpdate', 6],
      ['trackEcommerceCartUpdate', 0],
    );
    const items = '[["A","n","c",2,3]]';
    expect(hits.map((hit) => pick(hit, ...ORDER))).toEqual([
      { idgoal: '0', revenue: '6', ec_items: items },
      { idgoal: '0', revenue: '0', ec_items: items },
    ]);
  });

  it('without a total nothing is sent', async () => {
    const { hits, errors } = await call(['trackEcommerceCartUpdate']);
    expect(hits).toEqual([]);
    expect(errors).toEqual([expect.stringContaining('trackEcommerceCartUpdate: grandTotal is ')]);
  });
});
