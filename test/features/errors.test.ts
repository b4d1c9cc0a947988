// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage, type Page } from '../support/page';

const ON = ['enableJSErrorTracking'];
const FILE = 'https://shop.test/app.js';

/** Dispatches an uncaught error to the window. */
function fail(message: string, { line = 3, column = 7, error = new Error(message), file = FILE } = {}): ErrorEvent {
  const event = new ErrorEvent('error', { message, filename: file, lineno: line, colno: column, error });
  window.dispatchEvent(event);
  return event;
}

function reject(reason: unknown): void {
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
}

async function events(page: Page): Promise<(string | undefined)[][]> {
  await page.pass(801);
  return page.params().flatMap(({ e_c, e_a, e_n }) => (e_c ? [[e_c, e_a, e_n]] : []));
}

describe('an uncaught error', () => {
  it('is an event with its place and message', async () => {
    const page = await openPage({ commands: [ON] });
    fail('Boom');
    expect(await events(page)).toEqual([['JavaScript Errors', `${FILE}:3:7`, 'Boom']]);
    expect(page.hits()[0]?.names.slice(0, 4)).toEqual(['e_c', 'e_a', 'e_n', 'ca']);
  });

  it('without a column is reported with its line', async () => {
    const page = await openPage({ commands: [ON] });
    fail('Boom', { column: 0 });
    expect((await events(page))[0]?.[1]).toBe(`${FILE}:3`);
  });

  it('is reported once for each message and place, until the next page view', async () => {
    const page = await openPage({ commands: [ON, ON] });
    fail('A');
    fail('A');
    fail('A', { line: 4 });
    fail('B');
    expect(await events(page)).toHaveLength(3);
    page.push(['trackSiteSearch', 'word']);
    fail('A');
    expect(await events(page)).toHaveLength(3);
    page.push(['trackPageView']);
    fail('A');
    expect(await events(page)).toHaveLength(4);
  });

  it('is passed to plugins with its stack', async () => {
    const seen: unknown[] = [];
    const page = await openPage({
      commands: [['addPlugin', 'p', { event: ({ error }: { error?: Error }) => void seen.push(error?.stack) }], ON],
    });
    const error = new Error('Boom');
    fail('Boom', { error });
    await page.track(['trackEvent', 'c', 'a']);
    expect(seen).toEqual([error.stack, undefined]);
  });

  it('of a resource that did not load, which has no message, is not reported', async () => {
    const page = await openPage({ commands: [ON] });
    window.dispatchEvent(new Event('error'));
    expect(await events(page)).toEqual([]);
  });

  it('is not reported unless that is enabled', async () => {
    const page = await openPage();
    fail('Boom');
    reject(new Error('Boom'));
    expect(await events(page)).toEqual([]);
  });
});

describe('an unhandled rejection', () => {
  it.each<[string, unknown, string]>([
    ['an error', new TypeError('Boom'), 'Boom'],
    ['an object with a message', { message: 'Boom' }, 'Boom'],
    ['a text', 'Boom', 'Boom'],
    ['a number', 5, '5'],
    ['nothing', undefined, 'undefined'],
    ['an object without message', { a: 1 }, '[object Object]'],
  ])('with %s is an event, too', async (_, reason, message) => {
    const page = await openPage({ commands: [ON] });
    reject(reason);
    reject(reason);
    expect(await events(page)).toEqual([['JavaScript Errors', 'Unhandled rejection', message]]);
  });

  it('is passed to plugins with its reason', async () => {
    const seen: unknown[] = [];
    const page = await openPage({
      commands: [['addPlugin', 'p', { event: ({ error }: { error?: unknown }) => void seen.push(error) }], ON],
    });
    const reason = new Error('Boom');
    reject(reason);
    await page.pass(801);
    expect(seen).toEqual([reason]);
  });
});
