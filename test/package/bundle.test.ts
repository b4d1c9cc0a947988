// A bundle contains only the features that it uses.
import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import methods from '../api/methods.json';
import { bundleOf } from '../size/bundle.mjs';

const using = (...features: string[]) => `
  import { createTracker, ${features.join(', ')} } from 'tinypaq';
  window.tracker = createTracker({ url: '/matomo.php', siteId: 1, features: [${features.join(', ')}] });
`;

/** The methods that the code defines. Other names may occur in messages. */
const methodsIn = (code: string) =>
  methods.map(({ name }) => name).filter((name) => new RegExp(`[{,]${name}[:(]`).test(code));

describe('a bundle', () => {
  it('that imports the module without using it is empty', async () => {
    expect(await bundleOf("import 'tinypaq'; import { createTracker } from 'tinypaq';")).toBe('');
  });

  it('with page views has only the methods of page views', async () => {
    expect(methodsIn(await bundleOf(using('pageViews'))).sort()).toEqual(
      [
        'trackPageView getNumTrackedPageViews setDocumentTitle setPageViewId getPageViewId setCustomUrl getCurrentUrl',
        'setReferrerUrl discardHashTag setExcludedQueryParams enableFileTracking setCountPreRendered',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    );
  });

  it('with another feature has the methods of that as well', async () => {
    const before = methodsIn(await bundleOf(using('pageViews')));
    const after = methodsIn(await bundleOf(using('pageViews', 'goals')));
    expect(after.filter((name) => !before.includes(name))).toEqual(['trackGoal']);
  });

  it('with all features has all methods of a tracker', async () => {
    expect(methodsIn(await bundleOf(using('fullFeatures')))).toHaveLength(methods.length - 1);
  });
});

/** The code with newer syntax rewritten for this version of the language. */
const rewritten = async (code: string, target: string): Promise<string> => (await transform(code, { target })).code;

describe.each(['tinypaq.js', 'tinypaq.core.js', 'index.js', 'index.cjs'])('%s', (file) => {
  it('is written in the language of the oldest supported browsers, ES2018', async () => {
    const code = readFileSync(new URL(`../../dist/${file}`, import.meta.url), 'utf8');
    expect(await rewritten(code, 'es2018')).toBe(await rewritten(code, 'esnext'));
    // That rewriting finds what is too new.
    expect(await rewritten(code, 'es2017')).not.toBe(await rewritten(code, 'esnext'));
  });
});

describe.each(['tinypaq.js', 'tinypaq.core.js'])('%s', (file) => {
  it('begins with the comment by which browsers compile all of it while it is loading', () => {
    const script = readFileSync(new URL(`../../dist/${file}`, import.meta.url), 'utf8');
    expect(script.split('\n')[0]).toBe('//# allFunctionsCalledOnLoad');
  });
});
