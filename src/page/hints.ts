/** Client hints: what the browser says of itself and its device when it is asked. Only asked once tracking is allowed. */
import { isFunction } from '../values';

interface ClientHints {
  brands?: unknown;
  platform?: unknown;
  uaFullVersion?: unknown;
  fullVersionList?: unknown;
}

type HintSource = ClientHints & { getHighEntropyValues: (names: string[]) => Promise<ClientHints> };

/** The longest time a hit waits for the browser's answer, in milliseconds. */
const HINTS_TIMEOUT = 1000;

const HIGH_ENTROPY = 'brands,model,platform,platformVersion,uaFullVersion,fullVersionList,formFactors'.split(',');

/**
 * Asks for client hints (`uadata`).
 * @param done - called with the hints: `{}` where the browser has none; brand and platform only if it refuses, fails or
 *   does not answer within a second. The first call counts, others may follow
 * @returns ends the waiting at once, for a page that is being left: with brand and platform, or with the hints it is given
 */
export const askClientHints = (done: (hints: ClientHints) => void): ((hints?: ClientHints) => void) => {
  let basic: ClientHints = {};
  const giveUp = (): void => done(basic);
  try {
    // Throws where the browser has no such object, has one without the method, or forbids reading it.
    const source = (navigator as unknown as { userAgentData: HintSource }).userAgentData;
    const { brands, platform } = source;
    if (isFunction(source.getHighEntropyValues)) basic = { brands, platform };
    setTimeout(giveUp, HINTS_TIMEOUT);
    source.getHighEntropyValues(HIGH_ENTROPY).then((hints) => {
      const known = { ...hints };
      if (known.fullVersionList) known.brands = known.uaFullVersion = undefined;
      done(known);
    }, giveUp);
  } catch {
    giveUp();
  }
  return (hints = basic) => done(hints);
};
