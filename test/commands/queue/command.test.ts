// @vitest-environment happy-dom
// What may be pushed as a command, and how it is called.
import { describe, expect, it } from 'vitest';
import { openPage } from '../../support/page';
import type { Tracker } from '../trackers';

describe('a command', () => {
  it('calls the method with its arguments', async () => {
    const page = await openPage();
    await page.track(['trackEvent', 'c', 'a', 'n', 3]);
    expect(page.last()).toMatchObject({ e_c: 'c', e_a: 'a', e_n: 'n', e_v: '3' });
  });

  it.each<[string, (act: (this: Tracker, ...args: unknown[]) => void) => unknown]>([
    ['a list that begins with a function', (act) => [act, 'x', 2]],
    ['the arguments object of a function', (act) => asArguments(act, 'x', 2)],
  ])('given %s, the function gets the tracker as this and the rest as arguments', async (_, command) => {
    const page = await openPage();
    const seen: unknown[] = [];
    page.push(
      command(function (...args) {
        seen.push(this.getSiteId(), ...args);
      }),
    );
    expect(seen).toEqual(['1', 'x', 2]);
  });

  it('may be a bare function', async () => {
    const page = await openPage();
    let siteId: unknown;
    page.push(function (this: Tracker) {
      siteId = this.getSiteId();
    });
    expect(siteId).toBe('1');
  });

  it.each([
    ['a String object as name', [new String('trackEvent'), 'c', 'a']],
    ['a list of commands', [['trackEvent', 'c', 'a']]],
    ['lists in lists', [[[['trackEvent', 'c', 'a']]]]],
    ['the arguments object of a function', asArguments('trackEvent', 'c', 'a')],
  ])('may be written as %s', async (_, command) => {
    const page = await openPage();
    expect(await page.track(command)).toMatchObject([{ e_c: 'c', e_a: 'a' }]);
    expect(page.errors).toEqual([]);
  });

  it('may be one of several in a push, which run in their order', async () => {
    const page = await openPage();
    const hits = await page.track(['setUserId', 'anna'], ['trackEvent', 'c', '1'], ['trackEvent', 'c', '2']);
    expect(hits).toMatchObject([
      { e_a: '1', uid: 'anna' },
      { e_a: '2', uid: 'anna' },
    ]);
  });

  it('is left as it is, so that a page can push the same list twice', async () => {
    const page = await openPage();
    const command = ['trackEvent', 'c', 'a'];
    expect(await page.track(command, command)).toHaveLength(2);
    expect(command).toEqual(['trackEvent', 'c', 'a']);
  });
});

function asArguments(..._args: unknown[]): IArguments {
  // eslint-disable-next-line prefer-rest-params -- this is what some pages push
  return arguments;
}
