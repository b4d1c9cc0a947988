// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import { SECOND, onTrackerSetup } from '../trackers';

describe('a bad command', () => {
  it.each<[string, unknown]>([
    ['a bare name', 'trackPageView'],
    ['a number', 5],
    ['an empty list', []],
    ['a list without name', [null]],
    ['a list that begins with a number', [5, 'a']],
    ['nothing at all', null],
    ['undefined', undefined],
    ['an object', {}],
    ['a list that contains itself', cyclic()],
    ['an unknown method', ['noSuchMethodAtAll']],
    ['an inherited method', ['toString']],
    ['an inherited property', ['constructor']],
    ['a name in another case', ['TRACKPAGEVIEW']],
    ['a name with blanks', [' trackPageView ']],
    ['a function that throws', [throwing]],
    ['a bare function that throws', throwing],
    ['a method that throws', ['Broken.method']],
  ])('given %s, then it is one line on the console and the others go on', async (_, command) => {
    onTrackerSetup((tracker) => (tracker['Broken'] = { method: throwing }));
    const page = await openPage();
    const hits = await page.track(['trackEvent', 'c', 'before'], command, ['trackEvent', 'c', 'after']);
    expect(hits.map(({ e_a }) => e_a)).toEqual(['before', 'after']);
    expect(page.errors).toHaveLength(1);
  });

  it('does not keep the queue from starting', async () => {
    const page = await openPage({ commands: [5, ['nope'], [throwing], 'text', [[]], ['trackPageView']] });
    expect(page.params()).toMatchObject([{ action_name: 'T1', idsite: '1' }]);
    expect(page.errors).toHaveLength(5);
    expect(await page.track(['trackEvent', 'c', 'a'])).toHaveLength(1);
  });

  it.each([[null], [undefined], [false], [0], ['']])('%s in the initial queue is skipped silently', async (nothing) => {
    const page = await openPage({ commands: [nothing, ['trackPageView']] });
    expect(page.params()).toHaveLength(1);
    expect(page.errors).toEqual([]);
  });

  it('with an unknown method is answered with the known one that is nearest', async () => {
    const page = await openPage();
    page.push(['trackPageVeiw']);
    expect(page.errors).toEqual(['tinypaq: there is no method trackPageVeiw, did you mean trackPageView?']);
  });

  it('with an unknown method is one complaint, however many trackers there are', async () => {
    const page = await openPage({ commands: [['addTracker', SECOND, 2]] });
    page.push(['trackPageVeiw']);
    expect(page.errors).toHaveLength(1);
  });

  it('says in the small script that there is no such method', async () => {
    const page = await openPage({ script: 'core' });
    page.push(['trackPageVeiw']);
    expect(page.errors).toEqual(['tinypaq: there is no method trackPageVeiw']);
  });
});

function throwing(): never {
  throw new Error('bad command');
}

function cyclic(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}
