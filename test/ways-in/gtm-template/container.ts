// A page of Google Tag Manager on which the template's tags fire.
import { vi } from 'vitest';
import { SANDBOXED_JSON, code, copy, fire, type Api } from './template';

const BASE = {
  action: 'pageView',
  trackerUrl: 'https://stats.test/m/matomo.php',
  siteId: 7,
  consent: 'none',
  consentSource: 'mode',
};

/**
 * A page with the template's tags on it.
 * @param page - granted: consent, from the start; present: the script is on the page already; mayInject: the template may load it
 */
export const openContainer = ({ granted = false, present = false, mayInject = true } = {}) => {
  const commands: unknown[][] = [];
  const listeners: Api[] = [];
  const storage = new Map<string, unknown>();
  const injectScript = vi.fn((_url: string, onSuccess: Api, _onFailure: Api, _token: string) => onSuccess());
  const ends = { gtmOnSuccess: vi.fn(), gtmOnFailure: vi.fn() };
  const apis = {
    addConsentListener: (_type: string, listener: Api) => listeners.push(listener),
    callInWindow: (_path: string, command: unknown[]) => commands.push(copy(command)),
    copyFromWindow: (path: string) => (path === 'Matomo.initialized' ? present || undefined : undefined),
    injectScript,
    isConsentGranted: () => granted,
    JSON: SANDBOXED_JSON,
    logToConsole: vi.fn(),
    makeString: String,
    queryPermission: () => mayInject,
    setInWindow: () => true,
    templateStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: unknown) => storage.set(key, value),
    },
  };
  return {
    commands,
    injectScript,
    ...ends,
    log: apis.logToConsole,
    fire: (data: Record<string, unknown>) => fire(code, { ...BASE, ...data, ...ends }, apis),
    change: (isGranted: boolean) => listeners.forEach((listener) => listener('analytics_storage', isGranted)),
  };
};
