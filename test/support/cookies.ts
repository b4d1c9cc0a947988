// Watches the browser's own cookies: notes every write with its attributes, and deletes the cookies for the next test.
import { override, overrideAccess } from './overrides';

export interface CookieWrite {
  name: string;
  /** Decoded. */
  value: string;
  /** Attributes by lower-case name; flags have the value `''`. */
  attributes: Record<string, string>;
  /** The whole text, as it was assigned. */
  text: string;
}

export interface Cookies {
  /** Every assignment to `document.cookie` by the page, in order; without the test's own. */
  writes: CookieWrite[];
  /** All cookies that the page can read, decoded, by name. */
  all(): Record<string, string>;
  /** Sets a cookie as a server or another tab would. @param attributes - as in `document.cookie`, such as `max-age=60` */
  set(name: string, value: string, attributes?: string): void;
}

export function recordCookies(): Cookies {
  const descriptor = findDescriptor(document, 'cookie');
  const read = (): string => String(descriptor.get?.call(document));
  const write = (text: string): void => descriptor.set?.call(document, text);
  const writes: CookieWrite[] = [];
  turnBrowserClock();
  overrideAccess(document, 'cookie', read, (text: string) => {
    writes.push(parseWrite(text));
    write(text);
  });
  return {
    writes,
    all: () => Object.fromEntries(pairs(read())),
    set(name, value, attributes = 'path=/') {
      write(`${name}=${encodeURIComponent(value)};${attributes}`);
    },
  };
}

/** The names that were written, each once, in their order. */
export const names = (writes: { name: string }[]): string[] => [...new Set(writes.map(({ name }) => name))];

/** Deletes the cookies that the page can read, and those written in narrower or wider scopes. */
export function clearCookies(cookies: Cookies): void {
  const scopes = new Set(['path=/', ...cookies.writes.map(({ attributes }) => scopeOf(attributes))]);
  const names = new Set([...Object.keys(cookies.all()), ...cookies.writes.map(({ name }) => name)]);
  for (const scope of scopes) {
    for (const name of names) cookies.set(name, '', `${scope};max-age=-1`);
  }
}

/** Makes every access to `document.cookie` throw, as in a sandboxed frame. */
export function forbidCookies(): void {
  const forbidden = (): never => {
    throw new DOMException('The document is sandboxed', 'SecurityError');
  };
  overrideAccess(document, 'cookie', forbidden, forbidden);
}

/** Makes the browser ignore writes to `document.cookie`, as one that blocks cookies does. */
export function ignoreCookies(): void {
  overrideAccess(document, 'cookie', () => '');
}

function parseWrite(text: string): CookieWrite {
  const [pair = '', ...rest] = text.split(';');
  const [[name = '', value = ''] = []] = pairs(pair);
  const attributes = rest.map((attribute) => {
    const [key = '', setting = ''] = attribute.trim().split(/=(.*)/);
    return [key.toLowerCase(), setting] as const;
  });
  return { name, value, attributes: Object.fromEntries(attributes), text };
}

function pairs(text: string): [name: string, value: string][] {
  return text
    .split('; ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, decode(value)];
    });
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function scopeOf({ path = '/', domain }: Record<string, string>): string {
  return domain ? `path=${path};domain=${domain}` : `path=${path}`;
}

function findDescriptor(target: object, name: string): PropertyDescriptor {
  for (let owner: object | null = target; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    if (found) return found;
  }
  throw new Error(`There is no property ${name}.`);
}

/** happy-dom's own clock, by which cookies expire, becomes the page's: it may live in another realm, where no fake timers are. */
function turnBrowserClock(): void {
  const BrowserFunction = document.constructor.constructor as FunctionConstructor;
  const BrowserDate = BrowserFunction('return Date')() as DateConstructor;
  if (BrowserDate !== Date) override(BrowserDate, 'now', () => Date.now());
}
