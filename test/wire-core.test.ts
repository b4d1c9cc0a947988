import { describe, expect, it } from 'vitest';
import { coreScenarios } from '../e2e/wire/core.mjs';

const METHODS = [
  { name: 'trackEvent', bundle: 'core' as const },
  { name: 'trackGoal', bundle: 'full' as const },
];
const scenario = (name: string, ...paq: string[]) => ({
  name,
  pages: { 'site.test/': { paq } },
  steps: [{ goto: '/' }],
});
const EVENT = scenario('event', "['trackEvent', 'Video', 'Play']");
const GOAL = scenario('goal', "['trackEvent', 'Video', 'Play']", "['trackGoal', 1]");

const namesOf = (...args: Parameters<typeof coreScenarios>): string[] => coreScenarios(...args).map(({ name }) => name);

describe('the scenarios of the small script', () => {
  it('are those that call only its methods', () => {
    expect(namesOf([EVENT, GOAL], METHODS, {})).toEqual(['event']);
  });

  it('given a method that it lacks in a step or in a set-up script, leave that scenario out', () => {
    const inStep = { ...EVENT, name: 'step', steps: [{ push: ["['trackGoal', 1]"] }] };
    const inSetUp = { ...EVENT, name: 'set-up', options: { init: "_paq = [['trackGoal', 1]]" } };
    expect(namesOf([inStep, EVENT, inSetUp], METHODS, {})).toEqual(['event']);
  });

  it('given a method whose name only begins like one that it lacks, keep that scenario', () => {
    expect(namesOf([scenario('other', "['trackGoals']")], METHODS, {})).toEqual(['other']);
  });

  it('leave out what is said to test something else', () => {
    const frame = { ...EVENT, name: 'frame' };
    expect(namesOf([EVENT, frame], METHODS, { frame: { reason: 'answers no frames' } })).toEqual(['event']);
  });

  it('given parameters that it is said to lack, tolerate these for that reason', () => {
    const tolerated = { param: 'pf_*', reason: 'measured' };
    const [kept] = coreScenarios([{ ...EVENT, tolerate: [tolerated] }], METHODS, {
      event: { params: ['data'], reason: 'has no custom data' },
    });
    expect(kept?.tolerate).toEqual([tolerated, { param: 'data', reason: 'has no custom data' }]);
  });

  it.each(['goal', 'gone'])('given a reason for %s, which needs none, fail', (name) => {
    expect(() => coreScenarios([EVENT, GOAL], METHODS, { [name]: { reason: 'once there was one' } })).toThrow(name);
  });
});
