// Pages with links, and what is reported of clicks and other events on them.
import { openPage, type Page, type PageOptions } from '../../support/page';

export const ON = ['enableLinkTracking'];

/** Opens a page whose links do not navigate, so that the test can go on. */
export async function openLinks(html: string, ...commands: unknown[]): Promise<Page> {
  return openPage({ html, commands, ...stay });
}

const stay: PageOptions = {
  before: () => document.addEventListener('click', (event) => event.preventDefault()),
};

interface Press {
  type?: string;
  button?: number;
  on?: string;
}

/** Dispatches mouse events to elements and returns what was reported: `kind address`. */
export async function press(page: Page, ...acts: Press[]): Promise<string[]> {
  const before = page.params().length;
  for (const { on = 'a', type = 'click', button = 0 } of acts) {
    const event = new MouseEvent(type, { button, bubbles: true, cancelable: true, composed: true });
    document.querySelector(on)?.dispatchEvent(event);
  }
  await page.pass(1000);
  return page
    .params()
    .slice(before)
    .map(({ link, download }) => (link === undefined ? `download ${download}` : `link ${link}`));
}

export const click = (page: Page, on = 'a') => press(page, { on });
