// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredHit } from '../../demo/collector/types.js';
import { hitRow } from '../../demo/inspector/public/hit-row.js';
import { MARKUP, storedHit } from './stored-hit.js';

const onFind = vi.fn();

beforeEach(() => {
  onFind.mockReset();
});

const show = (differences: Partial<StoredHit>): HTMLElement => {
  const row = hitRow(storedHit(1, differences), { onFind });
  document.body.replaceChildren(row);
  return row;
};

const toggle = (row: HTMLElement, open: boolean) => {
  const details = row.querySelector('details') as HTMLDetailsElement;
  details.open = open;
  details.dispatchEvent(new Event('toggle'));
};

const showOpened = (differences: Partial<StoredHit>): HTMLElement => {
  const row = show(differences);
  toggle(row, true);
  return row;
};

const texts = (row: HTMLElement, selector: string) =>
  [...row.querySelectorAll(selector)].map(({ textContent }) => textContent);

/** The facts of the opened hit, by name. */
const facts = (row: HTMLElement) => {
  const values = texts(row, 'dd');
  return Object.fromEntries(texts(row, 'dt').map((name, index) => [name, values[index]]));
};

describe('hit in the list', () => {
  it('describes the hit in plain words, with its name emphasised', () => {
    const row = show({ kind: 'order', summary: 'Order A-17: 3 items, 104.90' });

    expect(texts(row, '.summary')).toEqual(['Order A-17: 3 items, 104.90']);
    expect(texts(row, '.lead')).toEqual(['Order A-17:']);
  });

  it('shows the first three violations, with their parameters, before the hit is opened', () => {
    const violations = ['a', 'b', 'c', 'd', 'e'].map((parameter) => ({ parameter, message: 'is wrong' }));
    const row = show({ violations });

    expect(texts(row, 'summary .violation')).toEqual([
      'a: is wrong',
      'b: is wrong',
      'c: is wrong',
      'and 2 more violations',
    ]);
  });

  it('marks hits of a batch and hits that arrived late', () => {
    const { receivedAt } = storedHit(1);

    expect(texts(show({ packaging: 'bulk', actionAt: receivedAt - 12_000 }), '.mark')).toEqual(['12 s late', 'batch']);
    expect(texts(show({}), '.mark')).toEqual([]);
  });

  it('cuts a very long summary and keeps the whole value in the table', () => {
    const title = 'x'.repeat(100_000);
    const row = showOpened({ summary: `Page view: ${title}`, parameters: [['action_name', title]] });

    expect(texts(row, '.summary')[0]?.length).toBeLessThan(500);
    expect(texts(row, 'td code')).toEqual([title]);
  });

  it('has details only while it is open: they are made on opening and removed on closing', () => {
    const row = show({});
    expect(row.querySelector('table')).toBeNull();
    toggle(row, true);
    expect(row.querySelectorAll('table')).toHaveLength(1);
    toggle(row, false);
    expect(row.querySelector('table')).toBeNull();
  });
});

describe('opened hit', () => {
  it('lists the parameters in wire order with value and meaning, the same name twice included', () => {
    const row = showOpened({
      parameters: [
        ['search', 'ümläut & more'],
        ['e_n', ''],
        ['search', 'again'],
        ['dimension7', 'x'],
        ['nonsense', 'y'],
      ],
    });

    expect(texts(row, 'tbody th')).toEqual(['search', 'e_n', 'search', 'dimension7', 'nonsense']);
    expect(texts(row, 'tbody td:nth-child(2)')).toEqual(['ümläut & more', 'empty', 'again', 'x', 'y']);
    expect(texts(row, 'tbody td:nth-child(3)')).toEqual([
      'Keyword searched for on the site',
      'Event name',
      'Keyword searched for on the site',
      'Custom dimension 7',
      'Not in the Tracking API',
    ]);
  });

  it('lets the keyboard focus the values that are too long to be seen at once, and no others', () => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(20);
    vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
      return Math.max(20, this.textContent.length);
    });
    const row = showOpened({
      parameters: [
        ['cra', 'x is not defined'],
        ['cra_st', 'at checkout.js:1:2 '.repeat(40)],
      ],
    });

    const values = [...row.querySelectorAll<HTMLElement>('td code')];
    expect(values.map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]);
  });

  it('puts values that are hard to read into words', () => {
    const row = showOpened({ parameters: [['ec_items', '[["SH-1","Blue shoes","Shoes",49.9,2]]']] });

    expect(texts(row, '.reading')).toEqual(['1 item: 2 × Blue shoes (SH-1) at 49.9 in Shoes']);
  });

  it('shows violations at the top and beside their parameter, and notices beside theirs', () => {
    const row = showOpened({
      parameters: [
        ['e_v', 'abc'],
        ['hsr_ev', '1'],
      ],
      violations: [
        { parameter: 'e_v', message: 'must be a number' },
        { parameter: 'e_c', message: 'is missing' },
      ],
      notices: [{ parameter: 'hsr_ev', message: 'looks like a plugin’s own' }],
    });

    expect(texts(row, '.violations li')).toEqual(['e_v must be a number', 'e_c is missing']);
    expect(texts(row, 'tr.violating .violation')).toEqual(['must be a number']);
    expect(texts(row, 'tr .remark')).toEqual(['looks like a plugin’s own']);
  });

  it('tells how the hit arrived', () => {
    const row = showOpened({
      method: 'POST',
      packaging: 'bulk',
      contentType: 'application/json',
      userId: 'anna',
      actionAt: storedHit(1).receivedAt - 90_000,
    });

    expect(facts(row)).toMatchObject({
      'Sent as': 'POST, one of a batch, application/json',
      'User ID': 'anna',
      'User agent': 'Mozilla/5.0',
      Visit: '1',
      Happened: expect.stringContaining('1 min 30 s earlier'),
    });
    expect(facts(showOpened({}))).not.toHaveProperty('Happened');
  });

  it('filters by the page view on request', () => {
    const row = showOpened({ pageViewId: 'k2X9aq' });
    const button = [...row.querySelectorAll('button')].find(({ textContent }) => textContent === 'Only this page view');
    button?.click();

    expect(onFind).toHaveBeenCalledExactlyOnceWith('k2X9aq');
  });

  it('copies the parameters so that they can be sent again', async () => {
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const row = showOpened({
      parameters: [
        ['action_name', 'a&b=ü'],
        ['url', 'http://localhost/?x=1#y'],
      ],
    });
    const button = [...row.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Copy as query string',
    );
    button?.click();
    await vi.waitFor(() => expect(button?.textContent).toBe('Copied'));

    expect(writeText).toHaveBeenCalledExactlyOnceWith(
      'action_name=a%26b%3D%C3%BC&url=http%3A%2F%2Flocalhost%2F%3Fx%3D1%23y',
    );
  });

  it('never treats any part of a hit as markup', () => {
    const row = showOpened({
      summary: `Page view: ${MARKUP}`,
      visitorId: MARKUP,
      userId: MARKUP,
      pageViewId: MARKUP,
      contentType: MARKUP,
      userAgent: MARKUP,
      parameters: [
        ['url', `javascript:alert(1)//${MARKUP}`],
        [MARKUP, MARKUP],
        ['ec_items', JSON.stringify([[MARKUP, MARKUP, MARKUP, MARKUP, MARKUP]])],
        ['cvar', JSON.stringify({ 1: [MARKUP, MARKUP] })],
        ['uadata', JSON.stringify({ platform: MARKUP, brands: [{ brand: MARKUP, version: MARKUP }] })],
      ],
      violations: [{ parameter: MARKUP, message: MARKUP }],
      notices: [{ parameter: MARKUP, message: MARKUP }],
    });

    expect(row.querySelector('img, script, a, [onerror], [href], [src], [style]')).toBeNull();
    expect(row.textContent).toContain(MARKUP);
  });
});
