/** The installation check: Matomo opens a site with a code in its address, and waits for a hit that brings the code back. */
import { encode } from '../encode';
import { decodeUrl, parameterOf } from '../page/url';
import type { Context } from '../context';

const PARAMETER = 'tracker_install_check';

export const installCheck = (t: Context) => {
  const code = decodeUrl(parameterOf(t._pageUrl, PARAMETER));
  if (code) {
    t._installProof = encode({ [PARAMETER]: code });
    t._onSent.push(() => window.close());
  }
  return {};
};
