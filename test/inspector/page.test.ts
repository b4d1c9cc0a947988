// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "handleDisabledFileLoadingAsSuccess": true } }
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredHit, Visit } from '../../demo/collector/types.js';
import { NOON, storedHit, storedVisit } from './stored-hit.js';

const folder = join(import.meta.dirname, '../../demo/inspector/public');
const markup = readFileSync(join(folder, 'index.html'), 'utf8');

/** A small collector for the page: its hits, and the stream. */
class FakeCollector {
  hits: StoredHit[] = [];
  down = false;
  source: EventTarget | undefined;

  fetch = async (address: string, options?: RequestInit): Promise<Response> => {
    if (this.down) throw new TypeError('Failed to fetch');
    const url = new URL(address, 'http://localhost');
    if (url.pathname === '/inspector/api/visits') return Response.json({ visits: [storedVisit(1)] });
    if (url.pathname === '/inspector/api/clear' && options?.method === 'POST') return this.clear();
    const limit = Math.min(Number(url.searchParams.get('limit')), 1000);
    const before = Number(url.searchParams.get('before') ?? Infinity);
    const older = this.hits.filter(({ id }) => id < before);
    return Response.json({ hits: older.slice(-limit).reverse() });
  };

  connect = (source: EventTarget) => {
    this.source = source;
    queueMicrotask(() => source.dispatchEvent(new Event(this.down ? 'error' : 'open')));
  };

  send(hit: StoredHit, visit: Visit = storedVisit(hit.visitId)) {
    this.hits.push(hit);
    this.source?.dispatchEvent(new MessageEvent('hit', { data: JSON.stringify({ hit, visit }) }));
  }

  lose() {
    this.down = true;
    this.source?.dispatchEvent(new Event('error'));
  }

  private clear() {
    this.hits = [];
    this.source?.dispatchEvent(new MessageEvent('cleared', { data: '{}' }));
    return new Response(null, { status: 204 });
  }
}

const parse = () => new DOMParser().parseFromString(markup, 'text/html');

let collector: FakeCollector;

const byId = (id: string) => document.getElementById(id) as HTMLElement;
const shown = () => [...document.querySelectorAll('.summary')].map(({ textContent }) => textContent);
const emptyState = () => document.querySelector('.empty:not([hidden])')?.id;
const chosenVisitor = () => (byId('visitor') as HTMLSelectElement).selectedOptions[0]?.text;
const settle = () => vi.advanceTimersByTimeAsync(100);
const type = async (text: string) => {
  (byId('text') as HTMLInputElement).value = text;
  byId('text').dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
};

/** Loads the page as a browser does: its markup, then its module. */
const open = async (hits: StoredHit[] = [], search = '') => {
  collector.hits = hits;
  history.replaceState(null, '', `/inspector${search}`);
  document.body.replaceChildren(...parse().body.children);
  vi.resetModules();
  await import('../../demo/inspector/public/main.js');
  await settle();
};

describe('inspector page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    collector = new FakeCollector();
    vi.stubGlobal('fetch', collector.fetch);
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super();
          collector.connect(this);
        }
        close() {}
      },
    );
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('shows what to do while there is no hit, then the first one as it arrives', async () => {
    await open();
    expect(emptyState()).toBe('empty-none');
    expect(byId('connection').textContent).toBe('Live');
    expect(byId('example').textContent).toContain('/matomo.php?idsite=1&rec=1');
    collector.send(storedHit(1));
    await settle();

    expect(shown()).toEqual(['Page view: Page 1']);
    expect(emptyState()).toBeUndefined();
    expect(byId('totals').textContent).toBe('1 hit');
  });

  it('shows the history, newest first', async () => {
    await open([storedHit(1), storedHit(2)]);

    expect(shown()).toEqual(['Page view: Page 2', 'Page view: Page 1']);
  });

  it('holds new hits back while paused and counts them', async () => {
    await open([storedHit(1)]);
    byId('pause').click();
    collector.send(storedHit(2));
    await settle();
    expect(shown()).toEqual(['Page view: Page 1']);
    expect(byId('waiting').textContent).toBe('Paused. 1 new hit waits.');
    expect(byId('pause').getAttribute('aria-pressed')).toBe('true');
    byId('resume').click();

    expect(shown()).toEqual(['Page view: Page 2', 'Page view: Page 1']);
    expect(byId('paused').hidden).toBe(true);
    expect(document.activeElement).toBe(byId('pause'));
  });

  it('also holds back hits that arrive after a clear while paused', async () => {
    await open([storedHit(1)]);
    byId('pause').click();
    await collector.fetch('/inspector/api/clear', { method: 'POST' });
    collector.send(storedHit(2));
    await settle();

    expect(shown()).toEqual([]);
    expect(byId('waiting').textContent).toBe('Paused. 1 new hit waits.');
  });

  it('also holds back the hits of a collector that lost its database while paused', async () => {
    await open([storedHit(1), storedHit(2), storedHit(3)]);
    byId('pause').click();
    collector.lose();
    collector.hits = [storedHit(1, { receivedAt: NOON, summary: 'Page view: New' })];
    collector.down = false;
    await vi.advanceTimersByTimeAsync(10_000);
    collector.send(storedHit(2));
    await settle();
    expect(shown()).toEqual([]);
    expect(byId('waiting').textContent).toBe('Paused. 2 new hits wait.');
    byId('resume').click();

    expect(shown()).toEqual(['Page view: Page 2', 'Page view: New']);
  });

  it('filters by text, and offers to reset the filter when no hit passes', async () => {
    await open([storedHit(1), storedHit(2, { summary: 'Page view: Blue shoes' })]);
    await type('blue SHOES');
    expect(shown()).toEqual(['Page view: Blue shoes']);
    expect(location.search).toBe('?text=blue+SHOES');
    await type('nothing like this');
    expect(emptyState()).toBe('empty-filtered');
    byId('reset-here').click();

    expect(shown()).toHaveLength(2);
    expect(location.search).toBe('');
  });

  it('filters new hits, too', async () => {
    await open([storedHit(1)]);
    await type('lantern');
    collector.send(storedHit(2, { summary: 'Page view: Storm lantern' }));
    await settle();

    expect(shown()).toEqual(['Page view: Storm lantern']);
    expect(byId('totals').textContent).toBe('1 of 2 hits');
  });

  it('filters by kind, and offers the kinds that have arrived, with their numbers', async () => {
    await open([storedHit(1), storedHit(2, { kind: 'event', summary: 'Event: a' }), storedHit(3)]);
    const choices = [...byId('kinds').querySelectorAll('label')];
    expect(choices.map(({ textContent }) => textContent)).toEqual(['Page view2', 'Event1']);
    choices[1]?.querySelector('input')?.click();
    await settle();

    expect(shown()).toEqual(['Event: a']);
    expect(location.search).toBe('?kind=event');
  });

  it('filters by visitor, from the form and from the head of a visit', async () => {
    const other = { visitorId: 'ffffffffffffffff', visitId: 2, userId: 'anna' };
    await open([storedHit(1), storedHit(2, other)]);
    const select = byId('visitor') as HTMLSelectElement;
    expect([...select.options].map(({ text }) => text)).toEqual([
      'All visitors',
      'ffffffff, anna (1 hit)',
      '8d425121 (1 hit)',
    ]);
    document.querySelector<HTMLElement>('.visit-head button')?.click();
    expect(select.value).toBe('ffffffffffffffff');
    expect(shown()).toEqual(['Page view: Page 2']);
    document.querySelector<HTMLElement>('.visit-head button')?.click();

    expect(shown()).toHaveLength(2);
  });

  it('shows 0 hits for the chosen visitor once all are deleted', async () => {
    await open([storedHit(1), storedHit(2)], '?visitor=8d425121a8a11feb');
    expect(chosenVisitor()).toBe('8d425121 (2 hits)');
    await collector.fetch('/inspector/api/clear', { method: 'POST' });
    await settle();

    expect(chosenVisitor()).toBe('8d425121 (0 hits)');
  });

  it.each([
    ['nobody', 'No visitor ID (0 hits)'],
    ['user anna', 'No visitor ID, anna (0 hits)'],
    ['8d425121a8a11feb', '8d425121 (0 hits)'],
  ])('names the visitor %s of its address, who has no hit yet, like any other: %s', async (key, name) => {
    await open([], `?visitor=${key}`);

    expect(chosenVisitor()).toBe(name);
  });

  it('begins with the filter in its address', async () => {
    const lantern = storedHit(2, { summary: 'Page view: Storm lantern' });
    await open([storedHit(1), lantern], '?text=lantern&visitor=8d425121a8a11feb');

    expect(shown()).toEqual(['Page view: Storm lantern']);
    expect((byId('text') as HTMLInputElement).value).toBe('lantern');
    expect((byId('visitor') as HTMLSelectElement).value).toBe('8d425121a8a11feb');
  });

  // The simulated document is slow with more than a thousand hits.
  it('lists 500 hits, more on demand, and reads older ones from the collector', { timeout: 30_000 }, async () => {
    await open(Array.from({ length: 1100 }, (_, index) => storedHit(index + 1)));
    const counts = [];
    while (!byId('older').hidden) {
      counts.push([shown().length, byId('older').textContent, byId('totals').textContent]);
      byId('older').focus();
      byId('older').click();
      await settle();
    }

    expect(counts).toEqual([
      [500, 'Show 500 older', 'The newest 1,000 hits, 500 shown'],
      [1000, 'Load older hits', 'The newest 1,000 hits'],
    ]);
    expect(shown()).toHaveLength(1100);
    expect(byId('totals').textContent).toBe('1,100 hits');
    // The button is gone; the focus has moved to the oldest hit.
    expect(document.activeElement?.textContent).toContain('Page view: Page 1');
  });

  it('shows that the connection is lost, keeps its hits, and catches up without a reload', async () => {
    await open([storedHit(1)]);
    collector.lose();
    await settle();
    expect(byId('connection').textContent).toBe('Connection lost, trying again');
    expect(shown()).toEqual(['Page view: Page 1']);
    collector.hits.push(storedHit(2));
    collector.down = false;
    await vi.advanceTimersByTimeAsync(10_000);

    expect(byId('connection').textContent).toBe('Live');
    expect(shown()).toEqual(['Page view: Page 2', 'Page view: Page 1']);
  });

  it('shows how to start the collector when that never answered', async () => {
    collector.down = true;
    await open();

    expect(emptyState()).toBe('empty-lost');
  });

  it('deletes everything only after the user has confirmed it', async () => {
    await open([storedHit(1)]);
    const dialog = byId('confirm') as HTMLDialogElement;
    byId('clear').click();
    expect(dialog.open).toBe(true);
    dialog.close('no');
    await settle();
    expect(shown()).toHaveLength(1);
    byId('clear').click();
    dialog.close('yes');
    await settle();

    expect(collector.hits).toEqual([]);
    expect(emptyState()).toBe('empty-none');
  });

  it('reports when the collector does not delete', async () => {
    await open([storedHit(1)]);
    collector.down = true;
    byId('clear').click();
    (byId('confirm') as HTMLDialogElement).close('yes');
    await settle();

    expect(byId('problem').textContent).toBe('The collector did not delete the hits.');
    expect(shown()).toHaveLength(1);
  });
});

describe("inspector's files", () => {
  it('need nothing that the content security policy forbids', () => {
    const page = parse();
    const names = [...page.querySelectorAll('*')].flatMap((each) => each.getAttributeNames());
    expect(page.querySelectorAll('style, [style], script:not([src])')).toHaveLength(0);
    expect(names.filter((name) => name.startsWith('on'))).toEqual([]);
    const files = [...page.querySelectorAll('script, link, img')];
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      expect(file.getAttribute('src') ?? file.getAttribute('href')).toMatch(/^\/inspector\/assets\/[\w-]+\.\w+$/);
    }
  });

  it('never write markup', () => {
    const modules = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(modules).toContain('main.js');
    for (const name of modules) {
      const code = readFileSync(join(folder, name), 'utf8');
      expect(code, name).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|DOMParser|eval\(/,
      );
    }
  });
});
