// Methods for links, content and other domains.
import { expect, vi } from 'vitest';
import { controlViewport } from '../../features/content/observer';
import { openPage } from '../../support/page';
import { answer, clickOn, effect, linkPage, ofAll, ofEvent } from './case';
import type { Page } from '../../support/page';
import type { Cases } from './case';

const OUT = 'https://out.test/';
const ON = ['enableLinkTracking'];
const outlink = { ...linkPage(`<a class="mine" href="${OUT}">x</a>`), given: [ON] };
const file = (extension: string) => ({ ...linkPage(`<a href="/f.${extension}">x</a>`), given: [ON] });

export const linkCases: Cases = {
  enableLinkTracking: effect([], clickOn('a'), [[], [`link ${OUT}`]], linkPage(`<a href="${OUT}">x</a>`)),
  addListener: effect(
    () => [document.querySelector('p')],
    clickOn('a'),
    [[], [`link ${OUT}`]],
    linkPage(`<p><a href="${OUT}">x</a></p>`),
  ),
  trackLink: effect([OUT, 'download'], ofAll('download'), [[], [OUT]]),
  setDownloadExtensions: effect(['xyz'], clickOn('a'), [[], ['download https://shop.test/f.xyz']], file('xyz')),
  addDownloadExtensions: effect(['xyz'], clickOn('a'), [[], ['download https://shop.test/f.xyz']], file('xyz')),
  removeDownloadExtensions: effect(['pdf'], clickOn('a'), [['download https://shop.test/f.pdf'], []], file('pdf')),
  setDownloadClasses: effect(['mine'], clickOn('a'), [[`link ${OUT}`], [`download ${OUT}`]], outlink),
  setLinkClasses: effect(['mine'], clickOn('a'), [[], ['link https://shop.test/in']], {
    ...linkPage('<a class="mine" href="/in">x</a>'),
    given: [ON],
  }),
  setIgnoreClasses: effect(['mine'], clickOn('a'), [[`link ${OUT}`], []], outlink),
};

const BLOCK = { page: { html: '<p data-track-content data-content-name="A">x</p>' } };
const content = ofAll('c_i', 'c_n');

export const contentCases: Cases = {
  trackAllContentImpressions: effect([], content, [[], [' A']], BLOCK),
  trackVisibleContentImpressions: effect([], content, [[], [' A']], {
    page: {
      ...BLOCK.page,
      before: () => controlViewport().place(document.querySelector('p') as Element, 'inside'),
    },
  }),
  trackContentImpressionsWithinNode: effect(() => [document.body], content, [[], [' A']], BLOCK),
  trackContentImpression: effect(['N', 'P', 'T'], ofAll('c_n', 'c_p', 'c_t'), [[], ['N P T']]),
  trackContentInteraction: effect(['submit', 'N'], content, [[], ['submit N']]),
  trackContentInteractionNode: effect(
    () => [document.querySelector('p'), 'submit'],
    content,
    [[], ['submit A']],
    BLOCK,
  ),
  logAllContentBlocksOnPage: effect(
    [],
    () => vi.mocked(console.log).mock.calls,
    [[], [[[{ name: 'A', piece: 'Unknown', target: '' }]]]],
    { page: { ...BLOCK.page, before: () => vi.spyOn(console, 'log').mockImplementation(() => undefined) } },
  ),
};

const PARAMETER = expect.stringMatching(/^pk_vid=[\da-f]{16}\d{10}[\da-f]{6}$/);
const ownDomains = { ...linkPage('<a href="https://blog.test/">x</a>'), given: [ON, ['setDomains', ['blog.test']]] };

/** Whether a click on a link to another domain of the site passes the visitor on. */
const isDecorated = async (page: Page): Promise<boolean> => {
  await clickOn('a')(page);
  return document.querySelector('a')?.href.includes('?pk_vid=') ?? false;
};

/** A page that a visitor enters by a link to which another domain added its parameter 200 seconds before. */
const arrival = async () => {
  const from = await openPage({ commands: [['setVisitorId', '0123456789abcdef'], ['enableCrossDomainLinking']] });
  const link = String(from.tracker.getCrossDomainLinkingUrlParameter());
  const early = link.replace(/\d{10}(?=[\da-f]{6}$)/, (seconds) => String(Number(seconds) - 200));
  return { url: `https://shop.test/?${early}` };
};

export const crossDomainCases: Cases = {
  enableCrossDomainLinking: effect([], isDecorated, [false, true], ownDomains),
  disableCrossDomainLinking: effect([], isDecorated, [true, false], {
    ...ownDomains,
    given: [...ownDomains.given, ['enableCrossDomainLinking']],
  }),
  isCrossDomainLinkingEnabled: answer([false, true], [['enableCrossDomainLinking']]),
  setCrossDomainLinkingTimeout: effect(
    [1000],
    async (page) => (await ofEvent('_id')(page)) === '0123456789abcdef',
    [false, true],
    { page: arrival, given: [['enableCrossDomainLinking']] },
  ),
  getCrossDomainLinkingUrlParameter: answer(
    [PARAMETER, expect.stringMatching(/^pk_vid=0123456789abcdef/)],
    [['setVisitorId', '0123456789abcdef']],
  ),
};
