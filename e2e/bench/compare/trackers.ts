// What is compared: each tracker with the least that its documentation asks for to count page views, and nothing more.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { installedVersion, PACKAGES } from './install';

export interface Tracker {
  name: string;
  /** The script that the page loads. */
  script: Buffer;
  /** An inline script before it. */
  inline: string;
  /** Matches the requests that carry page views: path, a blank, body. */
  hits: RegExp;
  /** Body of the server's answers, where the tracker reads it. */
  answer: string;
}

interface Package {
  package: string;
  /** The module of a site that uses it. */
  setup: string;
  hits: RegExp;
  answer?: string;
}

// Remote configuration, recording, surveys, flags and automatic events stay off: none of them counts page views.
const PACKAGED: readonly Package[] = [
  {
    package: '@plausible-analytics/tracker',
    setup: `import { init } from '@plausible-analytics/tracker';
      init({ domain: 'shop.localhost', endpoint: location.origin + '/api/event', captureOnLocalhost: true });`,
    hits: /^\/api\/event /,
    answer: 'ok',
  },
  {
    // Instead of @snowplow/javascript-tracker: see LEFT_OUT.
    package: '@snowplow/browser-tracker',
    setup: `import { newTracker, trackPageView } from '@snowplow/browser-tracker';
      newTracker('sp', location.origin, { appId: 'shop' });
      trackPageView();`,
    hits: /^\/com\.snowplowanalytics\.snowplow\/tp2 /,
    answer: 'ok',
  },
  {
    package: 'countly-sdk-web',
    setup: `import Countly from 'countly-sdk-web';
      Countly.init({ app_key: 'shop', url: location.origin, disable_sdk_behavior_settings_updates: true });
      Countly.track_sessions();
      Countly.track_pageview();`,
    hits: /^\/i .*%5BCLY%5D_view/,
    answer: '{"result":"Success"}',
  },
  {
    package: '@amplitude/analytics-browser',
    setup: `import { init } from '@amplitude/analytics-browser';
      init('0123456789abcdef0123456789abcdef', {
        serverUrl: location.origin + '/2/httpapi',
        remoteConfig: { fetchRemoteConfig: false },
        autocapture: {
          pageViews: true, sessions: false, attribution: false, fileDownloads: false, formInteractions: false,
          elementInteractions: false, frustrationInteractions: false, networkTracking: false, webVitals: false,
        },
      });`,
    hits: /^\/2\/httpapi /,
    answer: '{"code":200,"events_ingested":1,"payload_size_bytes":1,"server_upload_time":1}',
  },
  {
    package: 'posthog-js',
    setup: `import posthog from 'posthog-js';
      posthog.init('phc_shop', {
        api_host: location.origin, advanced_disable_flags: true, disable_external_dependency_loading: true,
        disable_session_recording: true, disable_surveys: true, autocapture: false, rageclick: false,
        capture_dead_clicks: false, capture_heatmaps: false, capture_performance: false,
      });`,
    hits: /^\/(e|i\/v0\/e)\/ /,
    answer: '{"status":1}',
  },
];

/** Trackers that were to take part but cannot, with the reason. */
export const LEFT_OUT: readonly string[] = [
  '@snowplow/javascript-tracker: was not found on npm; @snowplow/browser-tracker, of the same repository, stands for it',
];

/** @returns the code of a classic script, as a site's bundler makes it */
const bundle = async (setup: string): Promise<Buffer> => {
  const { outputFiles } = await build({
    stdin: { contents: setup, resolveDir: PACKAGES },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild gave no bundle');
  return Buffer.from(file.contents);
};

const packaged = async ({ package: name, setup, hits, answer = '' }: Package): Promise<Tracker> => ({
  name: `${name} ${installedVersion(name)}`,
  script: await bundle(setup),
  inline: '',
  hits,
  answer,
});

/** A script that takes commands from a queue in the page. */
const dropIn = (name: string, file: string): Tracker => ({
  name,
  script: readFileSync(file),
  inline: `_paq = [['trackPageView'], ['setTrackerUrl', location.origin + '/matomo.php'], ['setSiteId', '1']];`,
  hits: /^\/matomo\.php /,
  answer: '',
});

/**
 * Ours first: the others are compared with it.
 * @param original - file of the original tracker, if there is one to compare with
 * @throws when the build is missing, or that file
 */
export const gatherTrackers = async (original: string | undefined): Promise<[Tracker, ...Tracker[]]> => [
  dropIn('**tinypaq**', 'dist/tinypaq.js'),
  dropIn('tinypaq, core', 'dist/tinypaq.core.js'),
  ...(original ? [dropIn('matomo.js', original)] : []),
  ...(await Promise.all(PACKAGED.map(packaged))),
];
