/** Carries the visitor over to the site's other domains, in a link parameter that the original reads and writes too. */
import { numberOr } from '../hit/validate';
import { ownHost } from '../identity/domains';
import { sha1Prefix } from '../identity/sha1';
import { timeNow } from '../page/clock';
import { deviceFeatures } from '../page/device';
import { hostOf, parameterOf, removeParameters } from '../page/url';
import { join } from '../transport/request';
import { guarded } from '../report';
import type { Context } from '../context';

const PARAMETER = 'pk_vid';
/** Seconds. */
const TIMEOUT = 180;
/** Flags of plugins that no browser has any more. The original on the other domain still counts them in. */
const OLD_PLUGINS = { qt: '0', realp: '0', wma: '0', fla: '0', java: '0', ag: '0' };

export const crossDomain = (t: Context) => {
  let isOn = false;
  /** Seconds; a link that is passed on to others must not carry the visitor for ever. */
  let timeout = TIMEOUT;
  let accepted: string | undefined;

  /** Hash of the browser: both sites compute the same one. */
  const device = (): string => {
    const { pdf, ...others } = (!t._featuresOff && guarded('device', deviceFeatures)) || {};
    const features = JSON.stringify(pdf ? { pdf, ...OLD_PLUGINS, ...others } : others);
    return sha1Prefix(navigator.userAgent + (navigator.platform || '') + features).slice(0, 6);
  };
  const now = (): number => Math.floor(timeNow() / 1000);
  const arrival = now();

  t._linkedId = () => {
    if (!isOn || accepted || t._doNotTrack) return accepted;
    // Visitor ID, unix seconds, device.
    const [, id, stamp, from] = /^([\da-f]{16})(\d{10})([\da-f]{6})$/i.exec(parameterOf(t._pageUrl, PARAMETER)) || [];
    if (!id || from !== device()) return undefined;
    const time = Number(stamp);
    // A link counts by its age on arrival, however late the visitor consents. On a prerendered page it may be younger than that.
    if (time <= now() && (timeout <= 0 || arrival - time <= timeout)) accepted = id;
    return accepted;
  };

  const parameter = (): string =>
    `${PARAMETER}=${t._api.getVisitorId()}${now()}${t._consentGiven && !t._doNotTrack ? device() : ''}`;

  t._onOwnLink = (link, target) => {
    const href = link.getAttribute('href') || '';
    if (!isOn || t._doNotTrack || !/^(https?:)?\/\//.test(href)) return;
    if (hostOf(target) === ownHost() || !t._api.getVisitorId()) return;
    // In front of the fragment.
    const add = (base: string): string => (base.endsWith('?') ? base + parameter() : join(base, parameter()));
    link.setAttribute('href', removeParameters(href, [PARAMETER]).replace(/[^#]*/, add));
  };

  return {
    /** Carries the visitor over to the other hosts of {@link setDomains}, in a parameter of the links to them. */
    enableCrossDomainLinking(): void {
      isOn = true;
    },
    /** Undoes {@link enableCrossDomainLinking}. */
    disableCrossDomainLinking(): void {
      isOn = false;
    },
    /** Are visitors carried over? */
    isCrossDomainLinkingEnabled: (): boolean => isOn,
    /**
     * Sets how long such a link carries the visitor over.
     * @param seconds - how old it may be on arrival; 0 or less for any age, 180 unless set
     */
    setCrossDomainLinkingTimeout(seconds = TIMEOUT): void {
      timeout = numberOr(timeout, seconds);
    },
    /** The parameter to append to a link that is not followed by a click, such as `pk_vid=…`. */
    getCrossDomainLinkingUrlParameter: parameter,
  };
};
