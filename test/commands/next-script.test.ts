// @vitest-environment happy-dom
// The script's commands run in tasks behind its own. What the visitor, the page and its next script do before is not lost.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { ALL, openStarting } from './starting';
import { SECOND, globals } from './trackers';

describe('before the start is over', () => {
  it.each<[what: string, event: () => Event]>([
    ['clicks', () => new MouseEvent('click', { bubbles: true, cancelable: true })],
    ['opens the menu of', () => new MouseEvent('contextmenu', { bubbles: true, cancelable: true })],
  ])('given a visitor who %s an outlink meanwhile, then that is tracked', async (_, event) => {
    const { page } = await openStarting({
      html: '<a href="https://out.test/">Out</a>',
      before: () => document.addEventListener('click', (click) => click.preventDefault()),
      commands: [VIEW, ['enableLinkTracking']],
    });
    document.querySelector('a')?.dispatchEvent(event());
    await page.pass(1000);
    expect(page.params().map(({ action_name, link }) => action_name ?? link)).toEqual(['T1', 'https://out.test/']);
  });

  it('given a page that makes a tracker of its own meanwhile, then that comes behind, with the address of its time', async () => {
    const { page } = await openStarting({ commands: [VIEW] });
    history.replaceState(null, '', '/home');
    document.title = 'Home';
    (globals.Matomo.getTracker(SECOND, '2')['trackPageView'] as () => void)();
    await page.pass(1000);
    expect(page.params()).toMatchObject([
      { idsite: '1', action_name: 'T1', url: 'https://shop.test/p?x=1' },
      { idsite: '2', action_name: 'Home', url: 'https://shop.test/home' },
    ]);
  });

  it('given a page that wraps the queue meanwhile, then the wrapper stays', async () => {
    const { page, order, note } = await openStarting();
    const queue = globals._paq as unknown[];
    const wrapper = { push: (...commands: unknown[]) => queue.push(...commands) };
    globals._paq = wrapper;
    await page.pass(1000);
    expect(globals._paq).toBe(wrapper);
    wrapper.push([note('later')]);
    expect(order).toEqual([...ALL, 'later']);
  });

  it.each<[how: string, enable: unknown]>([
    ['by a command', ['enableJSErrorTracking']],
    ['in a function', [(): void => void (globals._paq as unknown[]).push(['enableJSErrorTracking'])]],
  ])('given a page that watches for errors %s, then those of the very next script are tracked', async (_, enable) => {
    const { page } = await openStarting({ commands: [enable, VIEW] });
    window.dispatchEvent(new ErrorEvent('error', { message: 'startup', filename: 'app.js', lineno: 1, colno: 2 }));
    await page.pass(1000);
    expect(page.params().map(({ action_name, e_n }) => action_name ?? e_n)).toEqual(['T1', 'startup']);
  });

  it('given a page that tracks its routes, then that of the very next script is a view', async () => {
    const { page } = await openStarting({ commands: [['enableSinglePageTracking'], VIEW] });
    history.replaceState(null, '', '/home');
    document.title = 'Home';
    await page.pass(1000);
    expect(page.params()).toMatchObject([
      { action_name: 'T1', url: 'https://shop.test/p?x=1' },
      { action_name: 'Home', url: 'https://shop.test/home', urlref: 'https://shop.test/p?x=1' },
    ]);
  });

  it('given several trackers and a page that changes its address meanwhile, then all report the one it was loaded with', async () => {
    const { page } = await openStarting({ commands: [['addTracker', SECOND, '2'], VIEW] });
    history.replaceState(null, '', '/home');
    document.title = 'Home';
    await page.pass(1000);
    const loaded = { action_name: 'T1', url: 'https://shop.test/p?x=1' };
    expect(page.params()).toMatchObject([loaded, loaded]);
    globals.Matomo.addTracker('https://third.test/matomo.php', '3');
    page.push(VIEW);
    await page.pass(1000);
    expect(page.last()).toMatchObject({ idsite: '3', action_name: 'Home', url: 'https://shop.test/home' });
  });
});
