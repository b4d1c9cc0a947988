// The unit tests that speak of hits, identity and commands: mutants are judged by these alone, so that a run comes to an end.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Features whose tests are about the visitor, the page's address, or what may be sent. */
const FEATURES =
  'attribution,consent,cookieSettings,crossDomain,doNotTrack,exempt,pageViews,requests,singlePage,site,users';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [
      'test/{hit,identity,commands}/**/*.test.ts',
      `test/features/{${FEATURES}}{.test.ts,/*.test.ts}`,
      'test/page/prerender.test.ts',
      'test/ways-in/script-tag.test.ts',
    ],
    restoreMocks: true,
  },
});
