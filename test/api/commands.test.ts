// @vitest-environment happy-dom
// Every public method, called by a command: what it changes on the page or in requests, or what it returns.
import { describe, expect, it } from 'vitest';
import { methodOf, openPage, type Page } from '../support/page';
import { consentCases, cookieCases, visitorCases } from './cases/visitor';
import { contentCases, crossDomainCases, linkCases } from './cases/links';
import { deliveryCases } from './cases/delivery';
import { performanceCases, siteCases } from './cases/site';
import { attributionCases, trackingCases } from './cases/tracking';
import methods from './methods.json';
import type { PageTracker } from '../../src/types';
import type { Answer, Case, Cases, Effect, Setting } from './cases/case';

const CASES: Cases = {
  ...siteCases,
  ...performanceCases,
  ...trackingCases,
  ...attributionCases,
  ...visitorCases,
  ...cookieCases,
  ...consentCases,
  ...deliveryCases,
  ...linkCases,
  ...contentCases,
  ...crossDomainCases,
};

type Script = 'core' | 'full';

async function open({ page = {}, given = [] }: Setting, script: Script): Promise<Page> {
  return openPage({ ...(typeof page === 'function' ? await page() : page), commands: given, script });
}

async function checkEffect(name: string, row: Effect, script: Script) {
  const without = await open(row, script);
  expect(await row.see(without), 'without the command').toEqual(row.without);

  const page = await open(row, script);
  page.push([name, ...(typeof row.args === 'function' ? row.args() : row.args)]);
  expect(await row.see(page), 'after the command').toEqual(row.after);
  expect(page.errors).toHaveLength(row.errors);
}

async function checkAnswer(name: string, row: Answer, script: Script) {
  for (const [commands, expected] of row.answers) {
    const page = await open(row, script);
    let answer: unknown;
    page.push(...commands);
    page.push([
      function (this: PageTracker, ...args: unknown[]) {
        answer = methodOf({ tracker: this }, name)(...args);
      },
      ...row.args,
    ]);
    expect(answer).toEqual(expected);
    expect(page.errors).toEqual([]);
  }
}

const check = (name: string, row: Case, script: Script) =>
  row.kind === 'effect' ? checkEffect(name, row, script) : checkAnswer(name, row, script);

describe.each<Script>(['full', 'core'])('in the %s script', (script) => {
  const present = methods.filter(({ bundle }) => script === 'full' || bundle === 'core');

  it.each(present.map(({ name }) => name))('%s has its effect, or its answer', async (name) => {
    const row = CASES[name];
    if (!row) throw new Error(`there is no case for ${name}`);
    await check(name, row, script);
  });
});

it('there is no case for something that is no method', () => {
  expect(Object.keys(CASES).sort()).toEqual(methods.map(({ name }) => name).sort());
});
