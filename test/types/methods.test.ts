// Every method, as a command and as a method: right calls compile; wrong names, counts and types of arguments do not.
import { beforeAll, describe, expect, it } from 'vitest';
import methods from '../api/methods.json';
import { ANYTHING, CALLS } from './calls';
import { complaints } from './compile';

const HEAD = [
  "import '../../src/globals';",
  "import type { PageTracker } from '../../src';",
  'declare const tracker: PageTracker;',
  'declare const wrong: symbol;',
];

const asCommand = (name: string, args: string[]) => `_paq.push([${[`'${name}'`, ...args].join(', ')}]);`;
const asMethod = (name: string, args: string[]) => `tracker.${name}(${args.join(', ')});`;

/** Wrong arguments for a method, by their mistake. */
function mistakes(name: string, parameters: string[], args: string[]): Record<string, string[]> {
  const required = parameters.filter((parameter) => !/\?$|^\.\.\./.test(parameter)).length;
  const typed = args.map((_, at) => at).filter((at) => ANYTHING[name] !== at);
  return {
    'an argument too many': [...args, 'undefined'],
    ...(required && { 'an argument too few': args.slice(0, required - 1) }),
    ...Object.fromEntries(
      typed.map((at) => [`a wrong argument ${at + 1}`, args.map((arg, other) => (other === at ? 'wrong' : arg))]),
    ),
  };
}

const rows = methods.map(({ name, parameters }) => {
  const args = CALLS[name] ?? [];
  const required = parameters.filter((parameter) => !/\?$|^\.\.\./.test(parameter)).length;
  const wrong = Object.entries(mistakes(name, parameters, args));
  return {
    name,
    right: [args, args.slice(0, required)].flatMap((some) => [asCommand(name, some), asMethod(name, some)]),
    wrong: [
      ...wrong.map(([, some]) => asCommand(name, some)),
      ...wrong.map(([, some]) => asMethod(name, some)),
      `_paq.push(['${name}s']);`,
      `tracker.${name}s();`,
    ],
  };
});

describe('the types', () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    found = complaints([...HEAD, ...rows.flatMap(({ right, wrong }) => [...right, ...wrong])]);
  }, 60_000);

  it('are there', () => {
    expect(HEAD.flatMap((line) => found.get(line) ?? [])).toEqual([]);
  });

  it('have a call of every method with parameters, and of nothing else', () => {
    const known = methods.filter(({ parameters }) => parameters.length).map(({ name }) => name);
    expect(Object.keys(CALLS).sort()).toEqual(known.sort());
  });

  it.each(rows)('allow $name as it is documented', ({ right }) => {
    expect(right.flatMap((line) => found.get(line) ?? [])).toEqual([]);
  });

  it.each(rows)('refuse $name with another name, count or type of arguments', ({ wrong }) => {
    expect(wrong.filter((line) => !found.has(line))).toEqual([]);
  });
});
