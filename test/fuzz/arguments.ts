// Arguments that a page may pass to a command, on purpose or by mistake.
import fc from 'fast-check';

/** An argument that is made again for each run, since commands may keep or change it. */
export class Argument {
  constructor(
    private readonly label: string,
    readonly make: () => unknown,
  ) {}

  /** Names the argument in a failing run, since the value itself may be impossible to print. */
  [fc.toStringMethod](): string {
    return this.label;
  }
}

const fail = (): never => {
  throw new Error('hostile');
};

const throwingHandler = new Proxy({}, { get: () => fail });

const circular = (): object => {
  const object: Record<string, unknown> = { dimension1: 'd' };
  object['self'] = object;
  object['list'] = [object];
  return object;
};

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const withGetter = (name: string): object => Object.defineProperty({}, name, { get: fail, enumerable: true });

const HOSTILE: Record<string, () => unknown> = {
  'throwing toString': () => ({ toString: fail }),
  'throwing valueOf': () => ({ valueOf: fail, toString: fail }),
  'throwing toJSON': () => ({ toJSON: fail, a: 1 }),
  'throwing getter': () => withGetter('a'),
  'throwing dimension': () => withGetter('dimension1'),
  'throwing text': () => withGetter('text'),
  'throwing length': () => withGetter('length'),
  'throwing hook': () => withGetter('event'),
  'throwing proxy': () => new Proxy({}, throwingHandler),
  'throwing function proxy': () => new Proxy(() => undefined, throwingHandler),
  'revoked proxy': revoked,
  circular,
  'circular list': () => {
    const list: unknown[] = [];
    list.push(list, list);
    return list;
  },
  'no prototype': () => Object.create(null) as object,
  'polluted prototype': () => JSON.parse('{"__proto__":{"a":1},"constructor":5}') as object,
  symbol: () => Symbol('s'),
  bigint: () => BigInt('123456789012345678901234567890'),
  'bigint in a list': () => [BigInt(1)],
  'symbol in an object': () => ({ dimension1: Symbol('s'), s: Symbol('t') }),
  'throwing function': () => fail,
  'function that gives nothing': () => () => undefined,
  'function that gives text': () => () => '&added=1',
  'function that gives a symbol': () => () => Symbol('s'),
  'plugin hooks': () => ({ log: () => '&hook=1', event: fail, goal: () => Symbol('s'), unload: fail }),
  'sparse list': () => Object.assign([], { length: 3, 1: 'x' }),
  'long list': () => Array.from({ length: 1000 }, (_, i) => i),
  'list of lists': () => [['a', ['b']], [], null],
  'invalid date': () => new Date(NaN),
  map: () => new Map([['a', 1]]),
  'typed list': () => new Uint8Array(4),
  element: () => document.createElement('div'),
  link: () => document.querySelector('a'),
  body: () => document.body,
  window: () => window,
  'rejected promise': () => {
    const promise = Promise.reject(new Error('of the page'));
    // The rejection of the page's own promise must not fail the test.
    promise.catch(() => undefined);
    return promise;
  },
  'String object': () => Object('text') as unknown,
  'Number object': () => Object(5) as unknown,
  megabyte: () => 'x'.repeat(1_000_000),
  'megabyte of escapes': () => '%"\\&\u0000'.repeat(200_000),
};

const RARE = ['megabyte', 'megabyte of escapes'];

const hostileArgument = (names: string[]): fc.Arbitrary<Argument> =>
  fc.constantFrom(...names).map((name) => new Argument(`<${name}>`, HOSTILE[name] ?? fail));

const TEXTS = [
  ...[
    '',
    ' ',
    '\t\n',
    'a',
    'text',
    'ü 漢 😀',
    '0',
    '1',
    '2',
    '15',
    '1.5',
    '1,5',
    '1 000,5',
    '-3',
    '1e400',
    '0x1F',
    '007',
  ],
  ...['\ud800', 'a\udc00b', '\u0000', '\u2028', '\ufeff', '%', '%E4', '%ud800', 'a&b=c#d?e', '#', '&', '=', '&&', '?'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'length',
    'undefined',
    'null',
    'NaN',
    '[object Object]',
    '{"a":1}',
    '["a"',
  ],
  ...['https://other.test/p?a=1#b', 'http://[', '//x/y', '/root', '?q', 'javascript:alert(1)', 'data:,x', 'file:///x'],
  ...['link', 'download', 'page', 'event', 'visit', 'GET', 'POST', 'put', 'Lax', 'None', '.shop.test', '*.shop.test'],
  ...['8d425121a8a11feb', 'foo=x&rec=1', 'bar=c&e_a=a', 'cdo=5&cdo=6', 'idsite=2&rec=1&r=1'],
];

const NUMBERS = [0, -0, 1, 2, 3, 5, 15, -1, 1.5, 0.1 + 0.2, 1e21, 1e-7, 2 ** 31, 2 ** 53, NaN, Infinity, -Infinity];

const plain = (value: unknown): Argument => new Argument(fc.stringify(value), () => structuredClone(value));

/** Arguments that a correct page would pass. */
const sensible: fc.Arbitrary<Argument> = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom('a', 'text', 'ü 漢 😀', '1', '5', 'link', 'https://other.test/') },
    { weight: 3, arbitrary: fc.constantFrom<unknown>(1, 2, 5, 0, 9.99, true) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, false, { dimension1: 'd', k: 1 }, ['a', 'b']) },
  )
  .map(plain);

/** Any values. */
export const argument: fc.Arbitrary<Argument> = fc.oneof(
  { weight: 700, arbitrary: sensible },
  { weight: 200, arbitrary: fc.constantFrom<unknown>(...TEXTS).map(plain) },
  { weight: 100, arbitrary: fc.constantFrom<unknown>(...NUMBERS, undefined, null, true, false).map(plain) },
  { weight: 200, arbitrary: hostileArgument(Object.keys(HOSTILE).filter((name) => !RARE.includes(name))) },
  { weight: 60, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map(plain) },
  {
    weight: 30,
    arbitrary: fc
      .string({ unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 20 })
      .map(plain),
  },
  { weight: 40, arbitrary: fc.jsonValue({ maxDepth: 2 }).map(plain) },
  { weight: 20, arbitrary: fc.double().map(plain) },
  { weight: 1, arbitrary: hostileArgument(RARE) },
);
