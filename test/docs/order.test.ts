// @vitest-environment happy-dom
// The guide names the commands that run before all others, and no other.
import { describe, expect, it } from 'vitest';
import methods from '../api/methods.json';
import { recordCalls } from '../commands/trackers';
import { openPage } from '../support/page';
import { guides } from './blocks';

const section =
  /\n## The order of commands\n([^]*?)\n## /.exec(guides().get('demo/docs/page-views.md') ?? '')?.[1] ?? '';
const lists = section.match(/^(- | {2}).*/gm) ?? [];
const named = lists.flatMap((line) => [...line.matchAll(/`(\w+)`/g)]).map(([, name]) => name);

/** Those that only answer are no commands. */
const commands = methods.map(({ name }) => name).filter((name) => !/^(get|is|has|are)[A-Z]/.test(name));

describe('given every command in the first queue, behind a page view', () => {
  it('when they run, then those that the guide names come before the page view, and the others behind it', async () => {
    const calls = recordCalls(...commands);
    const rest = commands.filter((name) => name !== 'trackPageView');
    await openPage({ trackerUrl: null, siteId: null, commands: ['trackPageView', ...rest].map((name) => [name]) });
    const names = calls.map(([, name]) => name);
    expect(names.slice(0, names.indexOf('trackPageView')).sort()).toEqual(named.sort());
    expect(names.sort()).toEqual(commands.sort());
  });
});
