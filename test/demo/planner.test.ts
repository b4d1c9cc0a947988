// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "handleDisabledFileLoadingAsSuccess": true } }
// The planner, which changes its view without loading a page.
import { beforeEach, expect, it, vi } from 'vitest';
import { bodyOf, runScript, textOf } from './shop-page.js';

const load = vi.fn(async (url: string) => new Response(await textOf(new URL(url).pathname)));

const heading = () => document.querySelector('h1')?.textContent;
const current = () => document.querySelector('.planner__tabs [aria-current]')?.textContent;
const packed = () => document.querySelector('[data-packed]') as HTMLInputElement;

/** Goes to an address as the browser does without the planner: back, forward, to another place of the page. */
const go = (address: string) => {
  history.replaceState(null, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
};

const open = async (address: string) => {
  history.replaceState(null, '', address);
  document.body.innerHTML = await bodyOf(location.pathname);
  await runScript('planner');
};

const click = (path: string) => document.querySelector<HTMLElement>(`a[href="${path}"]`)?.click();

beforeEach(() => {
  vi.stubGlobal('fetch', load.mockClear());
  const { happyDOM } = window as unknown as { happyDOM: { setURL(url: string): void } };
  happyDOM.setURL('http://localhost:8123/');
});

it('given an outing with a tick, when the visitor skips to the content, then the view stays as it is', async () => {
  await open('/planner/dawn-swim');
  packed().click();
  packed().focus();
  go('/planner/dawn-swim#main');
  go('/planner/dawn-swim');
  expect(load).not.toHaveBeenCalled();
  expect(packed().checked).toBe(true);
  expect(document.activeElement).toBe(packed());
});

it('given an address with a fragment, then its outing is the current one, and a click on that changes nothing', async () => {
  await open('/planner/dawn-swim#main');
  click('/planner/dawn-swim');
  expect(load).not.toHaveBeenCalled();
  click('/planner/rock-pools');
  await vi.waitFor(() => expect(heading()).toBe('Rock pools'));
  go('/planner/dawn-swim#main');
  await vi.waitFor(() => expect(heading()).toBe('Dawn swim'));
  expect(current()).toBe('Dawn swim');
  expect(load).toHaveBeenCalledOnce();
});

it('given an outing that is still loading, when the visitor goes back, then the view of the address stays', async () => {
  await open('/planner/dawn-swim');
  click('/planner/rock-pools');
  await vi.waitFor(() => expect(heading()).toBe('Rock pools'));
  go('/planner/storm-watch');
  const [, { signal } = {}] = load.mock.lastCall as unknown as [string, RequestInit?];
  go('/planner/rock-pools');
  expect(signal?.aborted).toBe(true);
  await vi.waitFor(() => expect(current()).toBe('Rock pools'));
});
