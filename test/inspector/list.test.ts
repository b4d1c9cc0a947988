// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredHit, Visit } from '../../demo/collector/types.js';
import { NO_FILTER } from '../../demo/inspector/public/filter.js';
import { clockOf } from '../../demo/inspector/public/format.js';
import { createList } from '../../demo/inspector/public/list.js';
import { viewOf } from '../../demo/inspector/public/view.js';
import { MARKUP, NOON, storedHit, storedVisit } from './stored-hit.js';

const onVisitor = vi.fn();
let root: HTMLElement;
let list: ReturnType<typeof createList>;

const show = (hits: StoredHit[], { visits = [storedVisit(1)], most = 500, visitor = '', mark = false } = {}) => {
  const { groups } = viewOf(hits, { filter: NO_FILTER, upTo: Infinity, most });
  const visit = (id: number): Visit | undefined => visits.find((each) => each.id === id);
  list.show(groups, { visit, visitor, now: NOON, mark });
};

const texts = (selector: string) => [...root.querySelectorAll(selector)].map(({ textContent }) => textContent);
/** The names of the visits, as a screen reader reads them. */
const regions = () =>
  [...root.querySelectorAll('section')].map((section) =>
    (section.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  );
const row = (id: number) =>
  [...root.querySelectorAll<HTMLElement>('.hit')].find(({ textContent }) => textContent?.includes(`Page ${id}`));

describe('list', () => {
  beforeEach(() => {
    onVisitor.mockReset();
    root = document.createElement('div');
    document.body.replaceChildren(root);
    list = createList(root, { onVisitor, onFind: vi.fn() });
  });

  it('shows the newest visit first and its newest hit first', () => {
    show([storedHit(1), storedHit(2, { visitId: 2 }), storedHit(3)], { visits: [storedVisit(1), storedVisit(2)] });

    expect(texts('.visit-head p span:last-child')).toEqual(['visit ID 1', 'visit ID 2']);
    expect(texts('.summary')).toEqual(['Page view: Page 3', 'Page view: Page 1', 'Page view: Page 2']);
  });

  it('shows visitor, time, duration, actions and source of a visit above its hits', () => {
    const visit = storedVisit(1, {
      userId: 'anna@example.org',
      referrer: 'https://www.example.org/blog',
      campaign: 'Spring sale',
    });
    show([storedHit(1)], { visits: [visit] });

    expect(texts('h2')).toEqual(['Visitor 8d425121anna@example.org']);
    expect(texts('.visit-head p > *').slice(1)).toEqual([
      '3 min 12 s',
      '12 actions, 4 page views',
      'campaign Spring sale, from www.example.org',
      'visit ID 1',
    ]);
    expect(texts('.visit-head time')[0]).toBe(`Today, ${clockOf(NOON)}`);
  });

  it('names each visit of one visitor, so that screen readers can distinguish them', () => {
    show([storedHit(1), storedHit(2, { visitId: 2 }), storedHit(3, { visitId: 0 })]);

    expect(regions()).toEqual([
      'Visitor 8d425121 without a visit',
      'Visitor 8d425121 visit ID 2',
      'Visitor 8d425121 visit ID 1',
    ]);
  });

  it('shows what becomes known about a visit later', () => {
    show([storedHit(1)]);
    show([storedHit(1)], { visits: [storedVisit(1, { actions: 13, userId: 'anna' })] });

    expect(texts('.user')).toEqual(['anna']);
    expect(texts('.visit-head p')[0]).toContain('13 actions');
  });

  it('shows that hits belong to no visit', () => {
    show([storedHit(1, { visitId: 0, visitorId: '' })]);

    expect(texts('.visit-head')).toEqual(['No visitor IDOnly this visitorwithout a visit']);
  });

  it('keeps opened hits open and the focus where it is while others arrive', () => {
    const first = storedHit(1);
    const second = storedHit(2, { visitId: 2 });
    show([first, second]);
    const details = row(1)?.querySelector('details') as HTMLDetailsElement;
    details.open = true;
    const summary = details.querySelector('summary') as HTMLElement;
    summary.focus();
    show([first, second, storedHit(3)]);

    expect(texts('.summary')[0]).toBe('Page view: Page 3');
    expect(row(1)?.querySelector('details')).toBe(details);
    expect(details.open).toBe(true);
    expect(document.activeElement).toBe(summary);
  });

  it('never shows more hits than its limit', () => {
    const hits = Array.from({ length: 120 }, (_, index) => storedHit(index + 1));
    show(hits, { most: 50 });
    show([...hits, storedHit(121)], { most: 50 });

    expect(root.querySelectorAll('.hit')).toHaveLength(50);
    expect(texts('.summary')[0]).toBe('Page view: Page 121');
  });

  it('marks only hits that were not here before', () => {
    const first = storedHit(1);
    show([first]);
    show([first, storedHit(2)], { mark: true });

    expect(row(1)?.classList.contains('new')).toBe(false);
    expect(row(2)?.classList.contains('new')).toBe(true);
  });

  it('shows a hit of a new database that has the number of an old one', () => {
    show([storedHit(1)]);
    show([storedHit(1, { summary: 'Page view: Another', visitorId: 'ffffffffffffffff' })]);

    expect(texts('.summary')).toEqual(['Page view: Another']);
    expect(texts('h2 code')).toEqual(['ffffffff']);
  });

  it('can show one visitor alone, and marks that visitor’s button as pressed', () => {
    show([storedHit(1)]);
    const button = root.querySelector('.visit-head button') as HTMLButtonElement;
    expect(button.getAttribute('aria-pressed')).toBe('false');
    button.click();
    expect(onVisitor).toHaveBeenCalledExactlyOnceWith('8d425121a8a11feb');
    show([storedHit(1)], { visitor: '8d425121a8a11feb' });

    expect(button.getAttribute('aria-pressed')).toBe('true');
  });

  it('never treats anything about a visit as markup', () => {
    const visit = storedVisit(1, { visitorId: MARKUP, userId: MARKUP, referrer: MARKUP, campaign: MARKUP });
    show([storedHit(1, { visitorId: MARKUP })], { visits: [visit] });

    expect(root.querySelector('img, script, a, [onerror], [href], [src], [style]')).toBeNull();
    expect(texts('.visit-head p')[0]).toContain(MARKUP);
  });
});
