/** Reading and cleaning addresses, the way the original reports them. */
import { attempt } from '../report';

/** Percent-decodes a whole address once; where it is not UTF-8, byte by byte as Latin-1. */
export const decodeUrl = (url: string): string => attempt(() => decodeURIComponent(url)) || unescape(url);

/**
 * Resolves an address as the browser does.
 * @param base - the document's unless given: in a `srcdoc` frame `location.href` cannot serve as one
 * @throws TypeError for text that is no address
 */
export const resolve = (url: string, base = document.baseURI): URL =>
  // Some pages have a `var URL` of their own; its other name in browsers is hardly ever taken.
  new ((window as { webkitURL?: typeof URL }).webkitURL || URL)(url, base);

/** The parts of an address; none for text that is no address. */
export const partsOf = (url: string, base = location.href): Partial<URL> => attempt(() => resolve(url, base)) || {};

/** Is it the address of a local file? Visits to copies of a page on a disk do not count. */
export const isOnDisk = (url: string): boolean => /^file:/i.test(url);

/** The host name of an address, lower case, without port and trailing dot; `''` where there is none. */
export const hostOf = (url: string): string => normalHost(partsOf(url).hostname || '');

export const normalHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/**
 * Removes parameters from the query and from a fragment that looks like one (`#a=1&b=2`, `#?a=1`).
 * @param names - exact, case-sensitive, as they stand in the address; `name=` has to occur, a bare `name` alone stays
 */
export const removeParameters = (url: string, names: readonly string[]): string =>
  url.replace(/(\?|#\??)([^#]*)/g, (_, mark: string, list: string) => {
    const isKept = (pair: string): boolean => {
      const name = pair.split('=')[0] as string;
      return !names.includes(name) || !list.includes(`${name}=`);
    };
    const kept = list.split('&').filter(isKept).join('&');
    return list && !kept ? '' : mark + kept;
  });

/** An address as it is reported: without the tracker's own and excluded parameters, and without the fragment if so asked. */
export const cleanUrl = (url: string, excluded: readonly string[], discardHash: unknown): string => {
  // The tracker's own business.
  const own = ['pk_vid', 'ignore_referrer', 'ignore_referer'];
  const clean = removeParameters(url, own.concat(excluded));
  return discardHash ? (clean.split('#')[0] as string) : clean;
};

/**
 * The value of the first such parameter in query or fragment, still encoded; `''` if it is missing.
 * @param name - a dot stands for any character, as the original reads it
 */
export const parameterOf = (url: string, name: string): string =>
  (new RegExp(`[?&#]${name.replace(/[^\w.]/g, '\\$&')}=([^&#]*)`).exec(url) || [])[1] || '';
