/** For sites that use the Matomo server's service worker, which keeps hits while the browser is offline. */
import { listen } from '../page/lifecycle';

type Worker = Promise<{ sync?: { register(tag: string): Promise<void> } }>;

/** Asks the site's service worker, if there is one, to send the hits that it has kept once the browser is online again. */
export const wakeOfflineWorker = (): void =>
  void listen(window, 'online', () => {
    const { serviceWorker } = navigator as { serviceWorker?: { ready: unknown } };
    if (!serviceWorker) return;
    (serviceWorker.ready as Worker).then(({ sync }) => sync && sync.register('matomoSync')).catch(() => undefined);
  });
