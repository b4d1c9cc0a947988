// @vitest-environment happy-dom
// Tag managers add the script after the page has loaded: work that waits for the load still comes after the page's commands.
import { expect, it } from 'vitest';
import { event } from '../support/commands';
import { overrideAccess } from '../support/overrides';
import { openPage } from '../support/page';
import { actions } from '../support/tasks';

it.each([
  ['what waits in the outbox is sent', [], true, ['1']],
  ['the outbox is not even looked into where these ask for consent', [['requireConsent']], false, []],
])(
  'given a script that comes after the page has loaded, behind the page’s own commands %s',
  async (_, commands, isRead, sent) => {
    const first = await openPage({ navigator: { onLine: false }, commands: [event('1')] });
    let reads = 0;
    const storage = localStorage;
    const before = (): void => overrideAccess(globalThis, 'localStorage', () => (reads++, storage));
    const second = await first.goto({ isStarting: true, before, commands });
    await second.pass(1000);
    expect(actions(second)).toEqual(sent);
    expect(reads > 0).toBe(isRead);
  },
);
