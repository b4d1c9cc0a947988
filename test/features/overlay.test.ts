// @vitest-environment happy-dom
// The server shows the page with figures on its links; on such a page no view is counted.
import { describe, expect, it, vi } from 'vitest';
import { override } from '../support/overrides';
import { openPage, type PageOptions } from '../support/page';

const START = 'https://stats.test/index.php?module=Overlay&action=startOverlaySession';
const SESSION = `${START}&idSite=1&period=day&date=2026-11-20&segment=browserCode%3D%3DFF`;
const NAME = 'Matomo_Overlay###day###2026-11-20###browserCode==FF';

const openOverlay = (options: PageOptions = {}) => {
  document.head.innerHTML = '';
  // The overlay's script is not fetched; without this setting the browser of the unit tests reports an error.
  const { settings } = (window as unknown as { happyDOM: { settings: Record<string, unknown> } }).happyDOM;
  settings['handleDisabledFileLoadingAsSuccess'] = true;
  return openPage({ referrer: SESSION, commands: [['trackPageView']], ...options });
};

const client = () => document.head.querySelector('script');

describe('a page that the server opened for its overlay', () => {
  it('sends and counts no page view, and loads the overlay from the server', async () => {
    const page = await openOverlay();
    expect(page.requests()).toEqual([]);
    expect(page.tracker.getNumTrackedPageViews()).toBe(0);
    expect(client()?.getAttribute('src')).toBe('https://stats.test/plugins/Overlay/client/client.js?v=1');
    expect(window.name).toBe(NAME);
  });

  it('starts the overlay once, with the parameters from the server', async () => {
    const page = await openOverlay();
    const initialize = vi.fn();
    override(window, 'Matomo_Overlay_Client', { initialize });
    page.push(['trackPageView']);
    expect(document.head.querySelectorAll('script')).toHaveLength(1);
    client()?.onload?.(new Event('load'));
    expect(initialize.mock.calls).toEqual([['https://stats.test/', '1', 'day', '2026-11-20', 'browserCode==FF']]);
  });

  it('takes the server from setAPIUrl', async () => {
    await openOverlay({
      referrer: SESSION.replace('stats.test', 'api.test'),
      commands: [['setAPIUrl', 'https://api.test/'], ['trackPageView']],
    });
    expect(client()?.getAttribute('src')).toBe('https://api.test/plugins/Overlay/client/client.js?v=1');
  });

  it('tracks no content', async () => {
    const page = await openOverlay({
      html: '<p data-track-content data-content-name="A">x</p>',
      commands: [
        ['trackAllContentImpressions'],
        ['trackContentImpression', 'B'],
        ['trackContentInteraction', 'c', 'B'],
      ],
    });
    page.push(
      ['trackContentImpressionsWithinNode', document.body],
      ['trackContentInteractionNode', document.querySelector('p')],
      ['trackVisibleContentImpressions'],
    );
    await page.pass(3000);
    expect(page.requests()).toEqual([]);
    expect(page.errors).toEqual([]);
  });

  it('still sends events, links and goals', async () => {
    const page = await openOverlay({ commands: [] });
    const hits = await page.track(['trackEvent', 'c', 'a'], ['trackLink', 'https://o.test/', 'link'], ['trackGoal', 1]);
    expect(hits).toHaveLength(3);
  });

  it('sends no page view on the next pages of the tab either', async () => {
    const page = await openOverlay();
    const next = await page.goto({ referrer: 'https://shop.test/', commands: [['trackPageView']] });
    expect(next.requests()).toEqual([]);
    expect(window.name).toBe(NAME);
  });

  it('starts the overlay with the same parameters on the next pages of the tab', async () => {
    const page = await openOverlay();
    document.head.innerHTML = '';
    await page.goto({ referrer: 'https://shop.test/', commands: [['trackPageView']] });
    const initialize = vi.fn();
    override(window, 'Matomo_Overlay_Client', { initialize });
    client()?.onload?.(new Event('load'));
    expect(initialize.mock.calls).toEqual([['https://stats.test/', '1', 'day', '2026-11-20', 'browserCode==FF']]);
  });

  it('is shown where nothing can be stored for the next pages of the tab', async () => {
    const page = await openOverlay({ before: () => override(window, 'sessionStorage', undefined) });
    expect(page.requests()).toEqual([]);
    expect(client()).not.toBeNull();
    expect(page.errors).toHaveLength(1);
  });

  it('writes one line where the page does not allow the script', async () => {
    const page = await openOverlay({
      before: () =>
        vi.spyOn(document.head, 'appendChild').mockImplementation(() => {
          throw new TypeError('This document requires TrustedScriptURL');
        }),
    });
    expect(page.requests()).toEqual([]);
    expect(page.errors).toHaveLength(1);
  });
});

describe('no overlay', () => {
  const isTracked = async (options: PageOptions) => (await openOverlay(options)).requests().length === 1;

  it.each([
    ['for another site', `${START}&idSite=2&period=day&date=today`],
    ['from another server', SESSION.replace('stats.test', 'evil.test')],
    ['that only names it', `https://evil.test/?u=${SESSION}`],
  ])('is begun by a session %s', async (_, referrer) => {
    expect(await isTracked({ referrer })).toBe(true);
    expect(client()).toBeNull();
  });

  it('is begun by the name of the window alone', async () => {
    expect(await isTracked({ referrer: '', before: () => void (window.name = NAME) })).toBe(true);
    expect(client()).toBeNull();
  });

  it('is begun by the name of the window on a page whose form is called referrer', async () => {
    const before = () => {
      window.name = NAME;
      override(document, 'referrer', document.createElement('form'));
    };
    expect(await isTracked({ before })).toBe(true);
  });

  it('goes on for another site of the tab', async () => {
    const page = await openOverlay();
    const next = await page.goto({ siteId: 2, commands: [['trackPageView']] });
    expect(next.requests()).toHaveLength(1);
  });

  it('is begun where session storage is forbidden and the window only has the name', async () => {
    const forbid = () => {
      window.name = NAME;
      override(window, 'sessionStorage', undefined);
    };
    expect(await isTracked({ referrer: '', before: forbid })).toBe(true);
  });
});
