/** Overlay: the server shows this page with figures on its links. Nothing is counted then. */
import { documentText } from '../page/document';
import { guarded } from '../report';
import type { Context } from '../context';

const WINDOW_NAME = 'Matomo_Overlay';
const SEPARATOR = '###';
/** The page of the server that begins a session, relative to the server's address. */
const START = 'index.php?module=Overlay&action=startOverlaySession';

interface OverlayClient {
  initialize(root: string, siteId: unknown, ...session: string[]): void;
}

export const overlay = (t: Context) => {
  let isLoading = false;

  const key = (): string => `tinypaq.overlay.${t._siteId}`;
  const remembered = (): string | null => sessionStorage.getItem(key());

  /** Period, date and segment of the session that the server has begun with this site, here or on an earlier page. */
  const session = (): string[] | undefined => {
    const referrer = documentText('referrer');
    const [address, query = ''] = referrer.split(START);
    if (query && address === t._api.getMatomoUrl()) {
      const asked = new URLSearchParams(query);
      if (asked.get('idSite') !== String(t._siteId)) return undefined;
      const values = ['period', 'date', 'segment'].map((name) => asked.get(name) || '');
      window.name = [WINDOW_NAME, ...values].join(SEPARATOR);
      guarded('overlay', () => sessionStorage.setItem(key(), window.name));
      return values;
    }
    // The window's name survives a visit to another site, so it proves nothing by itself.
    return window.name.startsWith(WINDOW_NAME) && guarded('overlay', remembered) === window.name
      ? window.name.split(SEPARATOR).slice(1)
      : undefined;
  };

  const load = (found: string[]): void => {
    if (isLoading) return;
    isLoading = true;
    const root = t._api.getMatomoUrl();
    const script = document.createElement('script');
    script.onload = () => {
      const client = (window as { Matomo_Overlay_Client?: OverlayClient }).Matomo_Overlay_Client;
      if (client) client.initialize(root, t._siteId, ...found);
    };
    // Throws where the page requires Trusted Types and does not allow this: then there is no overlay.
    guarded('overlay', () => {
      script.src = `${root}plugins/Overlay/client/client.js?v=1`;
      document.head.appendChild(script);
    });
  };

  t._overlay = () => {
    const found = session();
    if (found) load(found);
    return !!found;
  };
  return {};
};
