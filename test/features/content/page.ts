// Pages with content blocks, and the content hits that they send.
import { openPage, type Page, type PageOptions } from '../../support/page';

/** After this time (ms) the queue of content hits has been sent. */
export const QUEUE = 2501;

export const ALL = ['trackAllContentImpressions'];

export const block = (name: string, inner = '', more = '') =>
  `<p data-track-content data-content-name="${name}" ${more}>${inner}</p>`;

/** The content hits of a page, in short: `name/piece/target`, for interactions with the kind of interaction before it. */
export const contentOf = (page: Page): string[] =>
  page
    .params()
    .filter((hit) => 'c_n' in hit)
    .map(({ c_i, c_n, c_p, c_t, link }) =>
      [...(link ? [`link ${link}`] : []), ...(c_i ? [c_i] : []), `${c_n}/${c_p}${c_t ? `/${c_t}` : ''}`].join(' '),
    );

export async function afterQueue(page: Page): Promise<string[]> {
  await page.pass(QUEUE);
  return contentOf(page);
}

export const open = (html: string, ...commands: unknown[]) => openContent({ html, commands });

/** Opens a page whose links do not navigate, so that the test can go on. */
export const openContent = (options: PageOptions) =>
  openPage({
    before: () => document.addEventListener('click', (event) => event.preventDefault()),
    ...options,
  });
