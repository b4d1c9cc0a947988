// Reads a Google Tag Manager template, and runs its code as the sandbox does, which provides only `data` and `require`.
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

const FILE = new URL('../../../demo/ways-in/tinypaq.tpl', import.meta.url);

/** Sections of the template by their names without underscores, such as `INFO`. */
const sections = (text: string): Record<string, string> => {
  const parts = text.split(/^___([A-Z_]+)___$/m);
  return Object.fromEntries(
    parts.flatMap((name, index) => (index % 2 ? [[name, (parts[index + 1] ?? '').trim()] as const] : [])),
  );
};

export interface Field {
  type: string;
  name: string;
  subParams?: Field[];
  enablingConditions?: { paramName: string; paramValue: string; type: string }[];
  simpleTableColumns?: { name: string }[];
  [more: string]: unknown;
}

/** All fields, including those in groups. */
const flat = (fields: Field[]): Field[] => fields.flatMap((field) => [field, ...flat(field.subParams ?? [])]);

/** The sections of tinypaq's template, and what they hold. */
export const text = sections(readFileSync(FILE, 'utf8'));
export const code = text['SANDBOXED_JS_FOR_WEB_TEMPLATE'] ?? '';
export const fields = flat(JSON.parse(text['TEMPLATE_PARAMETERS'] ?? '') as Field[]);

/** A value in a permission. Its type is 1 for a text, 2 for a list, 3 for a map, 8 for a boolean. */
export interface Typed {
  type: number;
  string?: string;
  boolean?: boolean;
  listItem?: Typed[];
  mapKey?: Typed[];
  mapValue?: Typed[];
}

export interface Permission {
  instance: { key: { publicId: string; versionId: string }; param: { key: string; value: Typed }[] };
  isRequired: boolean;
}

/** Converts a value in a permission to a JavaScript value. */
export const plain = (value: Typed): unknown => {
  if (value.type === 2) return (value.listItem ?? []).map(plain);
  if (value.type === 8) return value.boolean;
  if (value.type !== 3) return value.string;
  const values = (value.mapValue ?? []).map(plain);
  return Object.fromEntries((value.mapKey ?? []).map((key, index) => [String(plain(key)), values[index]]));
};

export type Api = (...args: unknown[]) => unknown;

/** Runs sandboxed code, which sees only `names` besides the language. */
const runSandboxed = (code: string, names: Record<string, unknown>): unknown =>
  runInNewContext(`(function (${Object.keys(names).join(', ')}) { 'use strict';\n${code}\n})`)(...Object.values(names));

/** Runs the template's code, as when a tag fires. */
export const fire = (code: string, data: Record<string, unknown>, apis: Record<string, unknown>): unknown =>
  runSandboxed(code, {
    data,
    require: (name: string) => {
      if (!(name in apis)) throw new Error(`the sandbox has no ${name}`);
      return apis[name];
    },
  });

/** Copies a value from the sandbox, whose objects have prototypes of their own. */
export const copy = <Value>(value: Value): Value => structuredClone(value);

/** The sandbox's own `JSON`: what cannot be parsed gives undefined. */
export const SANDBOXED_JSON = {
  parse: (written: string): unknown => {
    try {
      return JSON.parse(written);
    } catch {
      return undefined;
    }
  },
};

interface Assertions {
  isEqualTo(expected: unknown): void;
  isTrue(): void;
}

/** The part of Tag Manager's test API that the template's own scenarios use. */
export class Scenario {
  private readonly mocks: Record<string, unknown> = { JSON: SANDBOXED_JSON };
  private readonly calls: Record<string, unknown[][]> = {};

  constructor(
    private readonly template: string,
    private readonly check: (actual: unknown, expected: unknown) => void,
  ) {
    for (const name of ['addConsentListener', 'isConsentGranted', 'logToConsole']) this.mock(name, undefined);
    this.mock('makeString', (value: unknown) => String(value));
  }

  run(code: string): void {
    runSandboxed(code, {
      mock: (name: string, result: unknown) => this.mock(name, result),
      mockObject: (name: string, object: unknown) => void (this.mocks[name] = object),
      runCode: (data: Record<string, unknown>) => this.runCode(data),
      assertThat: (actual: unknown): Assertions => ({
        isEqualTo: (expected) => this.check(actual, expected),
        isTrue: () => this.check(actual, true),
      }),
      assertApi: (name: string) => ({
        wasCalled: () => this.check(this.callsOf(name).length > 0, true),
        wasNotCalled: () => this.check(this.callsOf(name), []),
      }),
    });
  }

  private callsOf(name: string): unknown[][] {
    return (this.calls[name] ??= []);
  }

  private watched(name: string, api: Api): Api {
    return (...args) => {
      this.callsOf(name).push(args);
      return api(...args);
    };
  }

  private mock(name: string, result: unknown): void {
    this.mocks[name] = this.watched(name, typeof result === 'function' ? (result as Api) : () => result);
  }

  private runCode(data: Record<string, unknown>): unknown {
    const done = () => undefined;
    const ends = { gtmOnSuccess: this.watched('gtmOnSuccess', done), gtmOnFailure: this.watched('gtmOnFailure', done) };
    return fire(this.template, { ...data, ...ends }, this.mocks);
  }
}
