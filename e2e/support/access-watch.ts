// Notes every access of a page to what privacy law cares about: storage, cookies, the device, the referrer.
import type { BrowserContext, Page } from '@playwright/test';
import type { ReceivedRequest } from './page-server';

export type Subject =
  | 'cookie'
  | 'localStorage'
  | 'sessionStorage'
  | 'other storage'
  | 'screen'
  | 'plugins'
  | 'client hints'
  | 'browser'
  | 'canvas'
  | 'privacy signal'
  | 'referrer';

export interface Access {
  subject: Subject;
  act: 'read' | 'write' | 'delete';
  /** Cookie, key or property; empty where a cookie is read, since all are read at once. */
  name: string;
}

type Watched = { takeAccesses(): Access[] };

/** A page that is being left sends its last accesses to this path, because nothing in the page outlives it. */
const LEAVING_PATH = '/access-watch';

/** Starts noting accesses in all pages of the context, before their own scripts run. */
export const watchAccesses = (context: BrowserContext): Promise<void> => addScript(context, watch, LEAVING_PATH);

/** Runs a function before the scripts of each page. It is sent as text: it must not use names of its file. */
export async function addScript<Argument>(
  context: BrowserContext,
  run: (argument: Argument) => void,
  argument: Argument,
): Promise<void> {
  // Transpilers call a helper (`__name`) to name functions, which the page does not have.
  const content = `{ const __name = (fn) => fn; (${String(run)})(${JSON.stringify(argument)}); }`;
  await context.addInitScript({ content });
}

/** The accesses of this page since the last call. */
export const takeAccesses = (page: Page): Promise<Access[]> =>
  page.evaluate(() => (window as unknown as Watched).takeAccesses());

/** The accesses of pages while they were being left; undefined as long as no page was left. */
export function leavingAccesses(requests: readonly ReceivedRequest[]): Access[] | undefined {
  const notes = requests
    .filter(({ path }) => path === LEAVING_PATH)
    .map(({ body }) => JSON.parse(body) as Access | null);
  return notes.length ? notes.filter((access) => access !== null) : undefined;
}

function watch(leavingPath: string): void {
  const accesses: Access[] = [];
  const send = navigator.sendBeacon.bind(navigator);
  let isLeaving = false;
  addEventListener(
    'pagehide',
    () => {
      isLeaving = true;
      send(leavingPath, 'null');
    },
    true,
  );
  const note = (subject: Subject, act: Access['act'], what: string): void => {
    const access = { subject, act, name: what };
    if (isLeaving) send(leavingPath, JSON.stringify(access));
    else accesses.push(access);
  };
  (window as unknown as Watched).takeAccesses = () => accesses.splice(0);

  const watchGetters = (owner: object | undefined, subject: Subject, ...properties: string[]): void => {
    for (const property of properties) {
      const descriptor = owner && Object.getOwnPropertyDescriptor(owner, property);
      const get = descriptor?.get;
      if (!owner || !get) continue;
      const noted = function (this: unknown): unknown {
        note(subject, 'read', property);
        return get.call(this);
      };
      Object.defineProperty(owner, property, { ...descriptor, get: noted });
    }
  };

  type Method = (...args: unknown[]) => unknown;
  const watchMethod = (
    owner: object | undefined,
    method: string,
    noteCall: (target: unknown, args: unknown[]) => void,
  ): void => {
    const methods = owner as Record<string, Method> | undefined;
    const original = methods?.[method];
    if (!methods || !original) return;
    methods[method] = function (this: unknown, ...args: unknown[]): unknown {
      noteCall(this, args);
      return original.apply(this, args);
    };
  };

  const watchCookies = (): void => {
    const descriptor = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(Document.prototype, 'cookie', {
      configurable: true,
      get(this: Document) {
        note('cookie', 'read', '');
        return descriptor?.get?.call(this) as string;
      },
      set(this: Document, text: string) {
        const [, cookie = ''] = /^([^=]*)=/.exec(text) ?? [];
        const [, expires = ''] = /;\s*expires=([^;]*)/i.exec(text) ?? [];
        note('cookie', Date.parse(expires) < Date.now() ? 'delete' : 'write', cookie);
        descriptor?.set?.call(this, text);
      },
    });
  };

  const prototypeOf = (constructor: string): object | undefined =>
    (window as unknown as Record<string, { prototype: object } | undefined>)[constructor]?.prototype;

  /** Entries are also properties: `Object.keys(localStorage)` looks through all names, and `localStorage.name = …` writes. */
  const watchStorage = (subject: 'localStorage' | 'sessionStorage'): void => {
    const acts: Record<string, Access['act']> = {
      getItem: 'read',
      key: 'read',
      setItem: 'write',
      removeItem: 'delete',
      clear: 'delete',
    };
    const noteEntry = (act: Access['act'], key: unknown): void =>
      note(subject, act, typeof key === 'string' ? key : '*');
    const handler: ProxyHandler<Storage> = {
      get(storage, name) {
        const value: unknown = Reflect.get(storage, name, storage);
        if (typeof value !== 'function') {
          noteEntry('read', name === 'length' ? '*' : name);
          return value;
        }
        return (...args: unknown[]): unknown => {
          const act = acts[String(name)];
          // A numeric key asks for the name at that place: the page looks through all names.
          if (act) noteEntry(act, args[0]);
          return Reflect.apply(value, storage, args);
        };
      },
      has(storage, name) {
        noteEntry('read', name);
        return Reflect.has(storage, name);
      },
      ownKeys(storage) {
        noteEntry('read', '*');
        return Reflect.ownKeys(storage);
      },
      set(storage, name, value) {
        noteEntry('write', name);
        return Reflect.set(storage, name, value, storage);
      },
      deleteProperty(storage, name) {
        noteEntry('delete', name);
        return Reflect.deleteProperty(storage, name);
      },
    };
    const descriptor = Object.getOwnPropertyDescriptor(window, subject);
    const get = (): Storage => new Proxy(descriptor?.get?.call(window) as Storage, handler);
    Object.defineProperty(window, subject, { ...descriptor, get });
  };

  watchCookies();
  watchStorage('localStorage');
  watchStorage('sessionStorage');
  watchMethod(prototypeOf('IDBFactory'), 'open', (_, [key]) =>
    note('other storage', 'write', `indexedDB ${String(key)}`),
  );
  watchMethod(prototypeOf('CacheStorage'), 'open', (_, [key]) =>
    note('other storage', 'write', `cache ${String(key)}`),
  );
  for (const [method, act] of [
    ['get', 'read'],
    ['getAll', 'read'],
    ['set', 'write'],
    ['delete', 'delete'],
  ] as const) {
    watchMethod(prototypeOf('CookieStore'), method, (_, [key]) => note('cookie', act, String(key ?? '')));
  }

  watchGetters(Screen.prototype, 'screen', 'width', 'height', 'availWidth', 'availHeight', 'colorDepth', 'pixelDepth');
  watchGetters(window, 'screen', 'devicePixelRatio', 'outerWidth', 'outerHeight');
  watchGetters(Navigator.prototype, 'plugins', 'plugins', 'mimeTypes');
  watchMethod(Navigator.prototype, 'javaEnabled', () => note('plugins', 'read', 'javaEnabled'));
  watchGetters(Navigator.prototype, 'client hints', 'userAgentData');
  watchGetters(prototypeOf('NavigatorUAData'), 'client hints', 'brands', 'mobile', 'platform');
  watchMethod(prototypeOf('NavigatorUAData'), 'getHighEntropyValues', () =>
    note('client hints', 'read', 'getHighEntropyValues'),
  );
  const aboutBrowser = 'userAgent appVersion platform vendor language languages hardwareConcurrency deviceMemory';
  watchGetters(
    Navigator.prototype,
    'browser',
    ...aboutBrowser.split(' '),
    'maxTouchPoints',
    'connection',
    'cookieEnabled',
  );
  watchGetters(Navigator.prototype, 'privacy signal', 'doNotTrack', 'globalPrivacyControl');
  watchGetters(Document.prototype, 'referrer', 'referrer');
  for (const method of ['getContext', 'toDataURL', 'toBlob']) {
    watchMethod(HTMLCanvasElement.prototype, method, () => note('canvas', 'read', method));
  }
}
