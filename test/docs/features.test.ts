// @vitest-environment happy-dom
// The API reference says which feature of the module has which methods.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as tinypaq from '../../src';
import { PAGE } from '../../demo/docs/reference/page.js';

const subjects = readFileSync(PAGE, 'utf8').split(/^## /m).slice(1);
const rows = subjects.flatMap((text) => {
  const [, feature = ''] = /Feature: `(\w+)`/.exec(text) ?? [];
  const methods = [...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => String(name));
  return feature ? [[feature, methods] as const] : [];
});

describe('the API reference', () => {
  it('names features', () => expect(rows.length).toBeGreaterThan(20));

  it.each(rows)('given a tracker with the feature %s, then it has the methods of its subject', (feature, methods) => {
    const found = (tinypaq as unknown as Record<string, tinypaq.Feature>)[feature];
    const tracker = tinypaq.createTracker({
      url: 'https://stats.test/matomo.php',
      siteId: 1,
      features: found ? [found] : [],
    });
    // One script has several trackers; with the module, a page makes another one.
    expect(Object.keys(tracker)).toEqual(expect.arrayContaining(methods.filter((name) => name !== 'addTracker')));
  });
});
