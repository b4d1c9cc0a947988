// Checks the parameters of a hit against the Tracking HTTP API documents. Their rules are data, in parameters.json and
// types.json; this file only applies them.
import { isIP } from 'node:net';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseDatetime } from '../hit-time.js';
import { text, valuesOf, type Values } from '../parameters.js';
import type { Parameter, Violation } from '../types.js';
import contract from './parameters.json' with { type: 'json' };
import types from './types.json' with { type: 'json' };

/** One entry of parameters.json. */
interface Entry {
  /** Name of an entry of types.json. */
  type: string;
  required?: boolean;
  emptyAllowed?: boolean;
  /** Other parameters, as `name` or `name=value`. */
  requires?: string[];
  excludes?: string[];
  auth?: string;
  means: string;
  documents: string[];
}

/** One entry of types.json: a JSON Schema for the decoded value, and the same in words. */
interface Type {
  expects: string;
  /** The value is JSON; the schema is for what it holds. */
  json?: boolean;
  schema: { type?: string };
}

export interface Findings {
  /** What the documents do not allow. */
  violations: Violation[];
  /** Parameters that the documents do not know, but that look like a plugin's. */
  notices: Violation[];
}

const ENTRIES = new Map<string, Entry>(Object.entries(contract.parameters));
const PATTERNS = Object.entries(contract.patterns).map(([pattern, entry]): [RegExp, Entry] => [
  new RegExp(pattern),
  entry,
]);
const PLUGIN_NAME = new RegExp(contract.plugins.pattern);
const INTEGER = /^-?\d+$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const QUOTED = 60;
/** A hostile hit may break a rule with each of its bytes; the first findings say enough. */
const MOST_FINDINGS = 100;

const ajv = new Ajv2020({
  formats: {
    'absolute-url': (value: string) => URL.canParse(value),
    'ip-address': (value: string) => isIP(value) !== 0,
    'tracking-datetime': (value: string) => parseDatetime(value) !== undefined,
  },
});
const TYPES = new Map(
  Object.entries<Type>(types).map(([name, type]) => [name, { ...type, validate: ajv.compile(type.schema) }]),
);

/** Names of all parameters that need `token_auth` whatever their value. */
export const AUTHENTICATED: readonly string[] = [...ENTRIES]
  .filter(([, { auth }]) => auth === 'always')
  .map(([name]) => name);

/** @param parameters - decoded, in wire order; of a parameter sent twice the last value is checked */
export function checkContract(parameters: readonly Parameter[]): Findings {
  const values = valuesOf(parameters);
  const names = [...values.keys()];
  const unknown = names.filter((name) => !entryOf(name));
  return {
    violations: limited([
      ...missing(values),
      ...repeated(parameters),
      ...names.flatMap((name) => checkParameter(name, values)),
      ...unknown.filter((name) => !isPlugins(name)).map(unknownParameter),
    ]),
    notices: limited(unknown.filter(isPlugins).map(unknownParameter)),
  };
}

function checkParameter(name: string, values: Values): Violation[] {
  const entry = entryOf(name);
  if (!entry) return [];
  const messages = [
    checkValue(entry, text(values, name)),
    ...(entry.requires ?? []).filter((other) => !fulfilled(other, values)).map((other) => `needs ${other}`),
    ...(entry.excludes ?? [])
      .filter((other) => fulfilled(other, values))
      .map((other) => `must not be sent with ${other}`),
  ];
  return messages.filter((message) => message !== undefined).map((message) => ({ parameter: name, message }));
}

function checkValue(entry: Entry, value: string): string | undefined {
  if (value === '' && entry.emptyAllowed) return undefined;
  const type = TYPES.get(entry.type);
  if (!type) throw new TypeError(`The contract has no type "${entry.type}".`);
  return matches(type, value) ? undefined : `must be ${type.expects}, is "${shortened(value)}"`;
}

function matches(type: Type & { validate: ValidateFunction }, value: string): boolean {
  if (type.json) {
    try {
      return type.validate(JSON.parse(value));
    } catch {
      return false;
    }
  }
  const pattern = { integer: INTEGER, number: NUMBER }[type.schema.type ?? ''];
  // A text that is no number stays one and fails the schema.
  return type.validate(pattern?.test(value) ? Number(value) : value);
}

function missing(values: Values): Violation[] {
  return [...ENTRIES]
    .filter(([name, { required }]) => required && !values.has(name))
    .map(([name]) => ({ parameter: name, message: 'is required' }));
}

function repeated(parameters: readonly Parameter[]): Violation[] {
  const counts = new Map<string, number>();
  for (const [name] of parameters) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => ({ parameter: name, message: `was sent ${count} times` }));
}

function fulfilled(condition: string, values: Values): boolean {
  const [name = '', value] = condition.split('=');
  return value === undefined ? values.has(name) : values.get(name) === value;
}

function entryOf(name: string): Entry | undefined {
  return ENTRIES.get(name) ?? PATTERNS.find(([pattern]) => pattern.test(name))?.[1];
}

/** A plugin prefixes the names of its parameters; a name with a prefix of the API itself is a mistake. */
function isPlugins(name: string): boolean {
  return PLUGIN_NAME.test(name) && !contract.plugins.ownPrefixes.some((prefix) => name.startsWith(`${prefix}_`));
}

function limited(findings: Violation[]): Violation[] {
  const more = findings.length - MOST_FINDINGS;
  if (more <= 0) return findings;
  return [...findings.slice(0, MOST_FINDINGS), { parameter: '…', message: `and ${more} more` }];
}

function unknownParameter(name: string): Violation {
  return { parameter: shortened(name), message: 'is not in the Tracking HTTP API documents' };
}

function shortened(value: string): string {
  const characters = [...value.slice(0, 2 * QUOTED)];
  return characters.length <= QUOTED ? value : `${characters.slice(0, QUOTED).join('')}…`;
}
