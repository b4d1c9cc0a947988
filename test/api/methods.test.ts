// @vitest-environment happy-dom
// The list of public methods, the types and the code have the same methods.
import { beforeAll, describe, expect, it } from 'vitest';
import { openPage, type Page } from '../support/page';
import methods from './methods.json';
import { readMethods, type Signature } from './tracker-types';

/** The global adds this method to the trackers that it makes; trackers of the ES module do not have it. */
const OF_THE_GLOBAL = 'addTracker';

const byName = (a: Signature, b: Signature): number => (a.name < b.name ? -1 : 1);
const named = (list: { name: string }[]): string[] => list.map(({ name }) => name).sort();
const functionsOf = ({ tracker }: Page): string[] =>
  Object.keys(tracker)
    .filter((name) => typeof Reflect.get(tracker, name) === 'function')
    .sort();

describe('the list of methods', () => {
  let types: Signature[];
  beforeAll(() => {
    types = readMethods('Tracker').sort(byName);
  }, 30_000);

  it('names each once: the original’s 137, its 7 newer ones, and our own', () => {
    expect(new Set(named(methods)).size).toBe(methods.length);
    const since = (version: string) => methods.filter((method) => method.since === version).length;
    expect([since('matomo 5.2'), since('matomo 5.4-5.12')]).toEqual([137, 7]);
  });

  it('has the methods and parameters of the type', () => {
    const listed = methods
      .filter(({ name }) => name !== OF_THE_GLOBAL)
      .map(({ name, parameters }) => ({ name, parameters }));
    expect(types).toEqual(listed.sort(byName));
  });

  it('has the methods of a tracker of the full script', async () => {
    expect(functionsOf(await openPage())).toEqual(named(methods));
  });

  it('has the methods of a tracker of the small script', async () => {
    const core = methods.filter(({ bundle }) => bundle === 'core');
    expect(functionsOf(await openPage({ script: 'core' }))).toEqual(named(core));
  });
});
