// The API reference has the docstrings of the source, for every method.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReference, type Reference } from '../../demo/docs/reference/methods.js';
import { PAGE, referencePage } from '../../demo/docs/reference/page.js';
import methods from '../api/methods.json';
import { guides } from './blocks';

const page = readFileSync(PAGE, 'utf8');

describe('the API reference', () => {
  let reference: Reference;
  let written: string;
  beforeAll(async () => {
    reference = readReference();
    written = await referencePage(reference);
  }, 60_000);

  it('is the output of `npm run docs:api`', () => {
    expect(page).toBe(written);
  });

  it('has a section for every public method, and no other', () => {
    const sections = [...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(methods.map(({ name }) => name).sort());
  });

  it('describes every method and every parameter', () => {
    const silent = reference.methods.flatMap(({ name, description, parameters }) => [
      ...(description ? [] : [name]),
      ...parameters.filter((parameter) => !parameter.description).map((parameter) => `${name}: ${parameter.name}`),
    ]);
    expect(silent).toEqual([]);
  });
});

describe('the guides', () => {
  it('name no method that does not exist', () => {
    const known = methods.map(({ name }) => name);
    const pushed = [...guides()].flatMap(([path, text]) =>
      [...text.matchAll(/`\['([a-z]\w+)'/g)].map(([, name = '']) => ({ path, name })),
    );
    expect(pushed.length).toBeGreaterThan(30);
    expect(pushed.filter(({ name }) => !known.includes(name))).toEqual([]);
  });

  it('name every method that does not work any more after going back to matomo.js', () => {
    const [, wayBack = ''] = (guides().get('demo/docs/migration.md') ?? '').split('## Roll back');
    const unknown = methods.filter(({ since }) => since !== 'matomo 5.2').map(({ name }) => name);
    expect(unknown.length).toBeGreaterThan(5);
    expect(unknown.filter((name) => !wayBack.includes(`\`${name}\``))).toEqual([]);
  });
});
