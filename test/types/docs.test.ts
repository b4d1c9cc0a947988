// The docstrings that editors show, and from which the reference is made.
import { describe, expect, it } from 'vitest';
import methods from '../api/methods.json';
import { readDocs } from './read-docs';

const docs = readDocs('PageTracker');

describe.each(methods.map(({ name, parameters }) => [name, parameters] as const))('%s', (name, parameters) => {
  const found = docs.get(name);

  it('says what it does, in whole sentences', () => {
    expect(found?.text).toMatch(/^[A-Z][^]*[.?…]$/);
  });

  it('says what each of its parameters is', () => {
    expect(found?.parameters).toEqual(parameters.map((parameter) => parameter.replace(/\W/g, '')));
  });
});

it('the Tracking API is named where a method is about its parameters', () => {
  const silent = [
    'trackPageView',
    'trackEvent',
    'trackGoal',
    'trackSiteSearch',
    'trackLink',
    'setUserId',
    'ping',
  ].filter((name) => !docs.get(name)?.see.includes('Tracking API'));
  expect(silent).toEqual([]);
});
