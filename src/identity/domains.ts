/** Lists of hosts and paths, such as the site's own and those of referrers that do not count. */
import { documentText } from '../page/document';
import { hostOf, normalHost, partsOf } from '../page/url';

/** `host`, `.host` or `*.host` (the host and all below it), with an optional path. */
const split = (entry: string): [host: string, path: string] => {
  const host = entry.split('/')[0] as string;
  return [normalHost(host).replace(/^\*\./, '.'), entry.slice(host.length).toLowerCase()];
};

const hostMatches = (pattern: string, host: string): boolean =>
  pattern === host || (pattern[0] === '.' && `.${host}`.endsWith(pattern));

/** Nothing, `/` and `/*` mean everything; a final `*` a prefix; else the directory itself and what is below it. */
const pathMatches = (pattern: string, path: string): boolean => {
  if (pattern.endsWith('*')) return path.startsWith(pattern.slice(0, -1));
  const directory = pattern.replace(/\/$/, '');
  return `${path}/`.startsWith(`${directory}/`);
};

/** Does one of the entries cover this host (lower case) and, where a path is given, this path? */
export const isListed = (entries: readonly string[], host: string, path?: string): boolean =>
  entries.some((entry) => {
    const [pattern, directory] = split(entry);
    return hostMatches(pattern, host) && (path === undefined || pathMatches(directory, path.toLowerCase()));
  });

/** An entry that is a whole address (`https://…`) covers no host, but what follows its host still counts as a path. */
const withoutScheme = (entry: string): string => entry.replace(/^([a-z]+:)?\/\//i, '');

/** The page's host. A `srcdoc` frame has no address of its own, but the domain of the page around it. */
export const ownHost = (): string => hostOf(location.href) || normalHost(documentText('domain'));

/** The configured hosts; the page's own host is added unless some entry is bound to a path. */
export const withOwnHost = (entries: string[]): string[] =>
  entries.some((entry) => !/^(\/\*?)?$/.test(split(withoutScheme(entry))[1])) ? entries : entries.concat(ownHost());

/** Like {@link isListed}, with a leading `www.` ignored on both sides. */
export const isExcluded = (entries: readonly string[], url: string): boolean => {
  const bare = (host: string): string => host.replace(/^www\./i, '');
  return isListed(entries.map(bare), bare(hostOf(url)), partsOf(url).pathname);
};
