// How each engine is started for the wire scenarios, and what the kit has to do in its place.
//
// An engine is { name, launch(site), native }: `launch` gives a browser with the part of Playwright's interface that the
// kit uses; `native` names what the driver itself can do, and the kit makes up for the rest:
//   scripts   runs code before the scripts of each page; else the server puts it into each document
//   screen    shows pages a screen size of one's choice; else that code does
//   referer   opens an address with a referrer; else the kit follows a link on a page of that address
//   requests  tells the kind of each request; else the headers do
//   jar       shows all cookies; else it has to be told where there may be some
// and `kindOf(headers)` says what a request was of which the driver told nothing: image, beacon or xhr. `script`, if there is
// one, runs before the scripts of each page.
import { chromium, firefox, webkit } from '@playwright/test';
import { findBrowsers } from '../support/browsers.mjs';
import { CHROMIUM_SWITCHES } from '../support/chromium-switches.mjs';
import { FIREFOX_FEW_FRAMES, FIREFOX_PREFERENCES, proxyAt } from '../support/firefox-preferences.mjs';

const ENGINES = { chromium: chromiumEngine, firefox: firefoxEngine, webkit: webkitEngine };
export const ENGINE_NAMES = Object.keys(ENGINES);

/** @param {string} name one of ENGINE_NAMES */
export async function engineOf(name) {
  const found = findBrowsers()[name];
  if (!found && !(name === 'chromium' && process.env.CHROMIUM_PATH))
    throw new Error(`there is no ${name} on this machine`);
  return { name, kindOf, ...(await ENGINES[name](found)) };
}

const kindOf = ({ accept = '' }) => (/^image\//.test(accept) ? 'image' : 'beacon');

function chromiumEngine(found) {
  const executablePath = process.env.CHROMIUM_PATH || found.path;
  const launch = (site) =>
    chromium.launch({
      executablePath,
      timeout: 30000,
      args: [
        '--no-sandbox',
        ...CHROMIUM_SWITCHES,
        `--host-resolver-rules=MAP *.test:80 127.0.0.1:${site.port}, MAP *.test:443 127.0.0.1:${site.tlsPort}`,
      ],
    });
  return { launch, native: { scripts: true, screen: true, referer: true, requests: true, jar: true } };
}

function firefoxEngine(found) {
  const stock = found.kind === 'system' ? { channel: 'moz-firefox', executablePath: found.path } : {};
  const launch = (site) =>
    firefox.launch({
      ...stock,
      timeout: 60000,
      firefoxUserPrefs: {
        ...FIREFOX_PREFERENCES,
        ...FIREFOX_FEW_FRAMES,
        // The local server is the proxy for every name but localhost.
        ...proxyAt(site.port),
        // The driver's own scripts count as clicks, for five seconds: pages are to see the visitor's alone.
        'dom.user_activation.transient.timeout': 1,
        // http://site.test is meant to be http.
        'dom.security.https_first': false,
        'dom.security.https_first_pbm': false,
      },
    });
  return { launch, native: { scripts: true, screen: false, referer: false, requests: true, jar: true } };
}

async function webkitEngine(found) {
  if (found.kind === 'bundled') {
    const launch = (site) => webkit.launch({ proxy: { server: `http://127.0.0.1:${site.port}` } });
    return { launch, native: { scripts: true, screen: true, referer: true, requests: true, jar: true } };
  }
  const { register } = await import('tsx/esm/api');
  register();
  const { launchWebKitGtk } = await import('./webkitgtk.ts');
  return {
    launch: (site) => launchWebKitGtk(found.path, site),
    // WebKit asks caches to check a beacon, and leaves it to them with everything else that a script sends. A fetch counts as a
    // beacon, so it is made to ask them, too: no other header would tell it from an XHR.
    script: `(function (send) {
      window.fetch = function (url, init) { return send(url, Object.assign({}, init, { cache: 'no-cache' })); };
    })(fetch.bind(window));`,
    kindOf: (headers) =>
      headers['cache-control'] === 'max-age=0' || kindOf(headers) === 'image' ? kindOf(headers) : 'xhr',
    native: { scripts: false, screen: false, referer: false, requests: false, jar: false },
  };
}
