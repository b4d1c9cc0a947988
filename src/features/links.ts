/** Outlinks and downloads. */
import { buildHit, track } from '../hit/build';
import { reportedUrl } from '../identity/attribution';
import { isListed } from '../identity/domains';
import { linkOf } from '../page/click';
import { listen } from '../page/lifecycle';
import { afterPaint } from '../page/paint';
import { decodeUrl, hostOf, partsOf } from '../page/url';
import { refuse } from '../report';
import { isAbsent, isString, toTexts } from '../values';
import type { Callback, CustomData, Names } from '../arguments';
import type { Context } from '../context';

const DOWNLOADS =
  '7z,aac,apk,arc,arj,asc,asf,asx,avi,azw3,bin,csv,deb,dmg,doc,docx,epub,exe,flv,gif,gz,gzip,hqx,ibooks,jar,jpg,jpeg,js,md5,mobi,mp2,mp3,mp4,mpg,mpeg,mov,movie,msi,msp,odb,odf,odg,ods,odt,ogg,ogv,pdf,phps,png,ppt,pptx,qt,qtm,ra,ram,rar,rpm,rtf,sea,sha,sha256,sha512,sig,sit,tar,tbz,tbz2,bz,bz2,tgz,torrent,txt,wav,wma,wmv,wpd,xls,xlsx,xml,xz,z,zip';

const escapePattern = (text: string): string => text.replace(/\W/g, '\\$&');

const toExtensions = (extensions: Names): string[] =>
  typeof extensions === 'string' ? extensions.split('|') : toTexts(extensions);

/** Where the link leads, as the browser resolves it. */
const resolved = (link: Element): string => {
  const { href: known } = link as HTMLAnchorElement;
  // The browser encodes the query in the encoding of the document. Links in SVG have an object in place of this text.
  if (known && isString(known)) return known;
  const href = link.getAttribute('href') || link.getAttribute('xlink:href') || '';
  return partsOf(href, link.baseURI).href || href;
};

/** Is this address one of the site's own hosts and paths? */
const isOwnUrl = (t: Context, url: string): boolean => {
  const { hostname = '', pathname } = partsOf(url);
  // A trailing dot makes it another host, unless this page itself was opened with one.
  const host = hostname.replace(location.hostname, hostOf(location.href));
  return isListed(t._domains, host, pathname);
};

type Classes = { ignore: string[]; link: string[]; download: string[] };

export const links = (t: Context) => {
  let extensions = DOWNLOADS.split(',');
  let isOn = false;
  const extra: Classes = { ignore: [], link: [], download: [] };

  const isMarked = (link: Element, kind: keyof Classes): boolean => {
    const own = ` ${link.getAttribute('class') || ''} `;
    const marks = extra[kind].concat(['matomo_', 'matomo-', 'piwik_', 'piwik-'].map((by) => by + kind));
    return marks.some((mark) => own.includes(` ${mark} `));
  };

  const isDownload = (link: Element, url: string): boolean =>
    link.hasAttribute('download') ||
    isMarked(link, 'download') ||
    new RegExp(`\\.(${extensions.map(escapePattern).join('|')})([?&#]|$)`, 'i').test(url);

  /** How to report a click on this link: `link`, `download`; `''` for a link within the site, undefined for one to ignore. */
  const kindOf = (link: Element, url: string): string | undefined => {
    if (isMarked(link, 'ignore') || !(link.hasAttribute('href') || link.hasAttribute('xlink:href'))) return undefined;
    if (/^((java|vb|j|live|ecma)script|mocha|mailto|tel):/i.test(url)) return undefined;
    if (t._trackerUrl && url.startsWith(t._trackerUrl)) return undefined;
    if (isMarked(link, 'link')) return 'link';
    if (isDownload(link, url)) return 'download';
    return isOwnUrl(t, url) ? '' : 'link';
  };
  t._isTrackedLink = (link, target) =>
    isOn && (isMarked(link, 'ignore') ? link.contains(target) : !!kindOf(link, resolved(link)));

  const follow = (link: Element | undefined): void => {
    if (!link) return;
    const target = resolved(link);
    const kind = kindOf(link, target);
    // Now, because the link's address has to be complete before the browser follows it.
    if (kind === '') t._onOwnLink(link, target);
    if (!kind) return;
    const url = reportedUrl(t, decodeUrl(target), true);
    // Built now, because the page may change its address and content on this click. Only the sending waits.
    const hit = buildHit(t, { [kind]: url, ...t._contentOf(link, url) }, { _kind: 'link' });
    afterPaint(() => hit && t._send(hit));
  };

  const install = (target: EventTarget, otherButtons: unknown, capture: boolean): void => {
    const options = { capture, passive: true };
    const all = otherButtons === undefined || otherButtons;
    let pressed: Element | undefined;
    const on = (type: string, handle: (link: Element | undefined, isMiddle: boolean) => unknown): void =>
      listen(target, type, (event) => handle(linkOf(event), (event as MouseEvent).button === 1), options);
    on('click', (link, isMiddle) => (all && isMiddle) || follow(link));
    if (!all) return;
    on('contextmenu', follow);
    on('mousedown', (link, isMiddle) => isMiddle && (pressed = link));
    on('mouseup', (link, isMiddle) => isMiddle && link === pressed && follow(link));
  };

  return {
    /**
     * Tracks clicks on links to other sites and to files, also those added later.
     * @param otherButtons - false: left clicks only, no middle button and context menu
     * @see Tracking API: `link`, `download`
     */
    enableLinkTracking(otherButtons?: boolean): void {
      if (isOn) return;
      isOn = true;
      install(document, otherButtons, true);
    },
    /**
     * Tracks the links in one element, such as one inside a closed shadow root.
     * @param element - the link itself, or something around it
     * @param otherButtons - false: left clicks only, no middle button and context menu
     */
    addListener(element: EventTarget, otherButtons?: boolean): void {
      install(element, otherButtons, false);
    },
    /**
     * Tracks a link by hand.
     * @param url - reported as given, not resolved, but cleaned like every address; refused if it is left out
     * @param linkType - `link` or `download`
     * @param customData - data of this call: `dimensionN` keys become custom dimensions
     * @param callback - called when the request is over; never if the hit is not sent
     * @see Tracking API: `link`, `download`
     */
    trackLink(url: string, linkType: 'link' | 'download', customData?: CustomData, callback?: Callback): void {
      if (isAbsent(url)) return refuse(url, 'a URL', 'url');
      track(
        t,
        { [linkType || 'link']: reportedUrl(t, String(url), true) },
        { _kind: 'link', _data: customData, _callback: callback },
      );
    },

    /**
     * Sets the file extensions that make a link a download.
     * @param list - extensions without dot, as an array or separated by `|`; replaces the default
     */
    setDownloadExtensions(list: Names): void {
      extensions = toExtensions(list);
    },
    /**
     * Adds to the file extensions that make a link a download.
     * @param list - extensions without dot, as an array or separated by `|`
     */
    addDownloadExtensions(list: Names): void {
      extensions = extensions.concat(toExtensions(list));
    },
    /**
     * Removes from the file extensions that make a link a download.
     * @param list - extensions without dot, as an array or separated by `|`
     */
    removeDownloadExtensions(list: Names): void {
      const gone = toExtensions(list);
      extensions = extensions.filter((extension) => !gone.includes(extension));
    },
    /**
     * Sets classes of links that are downloads, besides `matomo_download` and `piwik_download`.
     * @param classes - names of classes; replaces those set before
     */
    setDownloadClasses(classes: Names): void {
      extra.download = toTexts(classes);
    },
    /**
     * Sets classes of links that are outlinks, besides `matomo_link` and `piwik_link`.
     * @param classes - names of classes; replaces those set before
     */
    setLinkClasses(classes: Names): void {
      extra.link = toTexts(classes);
    },
    /**
     * Sets classes of links that are not tracked, besides `matomo_ignore` and `piwik_ignore`.
     * @param classes - names of classes; replaces those set before
     */
    setIgnoreClasses(classes: Names): void {
      extra.ignore = toTexts(classes);
    },
  };
};
