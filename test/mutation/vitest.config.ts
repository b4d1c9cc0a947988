// The unit tests of hits, identity and commands. Mutants are tested by these alone, since a run would take too long else.
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
      'test/encode.test.ts',
      'test/page/{jar,prerender}.test.ts',
    ],
    restoreMocks: true,
  },
});
