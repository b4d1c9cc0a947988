// Generators of requests for the property test: hits that must be stored, hits that must not, and arbitrary requests.
import fc from 'fast-check';

/** The part of a request that a test fills in: the visitor, and the number of the hit in the request. */
export interface Mark {
  visitorId: string;
  index: number;
}

/** One hit, and whether the collector has to store it. */
export interface Hit {
  acceptable: boolean;
  query: (mark: Mark) => string;
}

/** Parameters that decide whether a hit is stored. They are never added at random to hits that have to be stored. */
const DECISIVE = new Set(
  'idsite rec _id cid cip country region city lat long cdt cdo bots ua token_auth dimension1 requests'.split(' '),
);

const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\ufeff',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE hits; --",
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '${7*7}',
  'NaN',
  '1e999',
  '-0',
  '9'.repeat(400),
  '%00%ff%',
  '[object Object]',
  '['.repeat(3000),
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  '{"__proto__":{"x":1}}',
  '\r\nSet-Cookie: x=1',
  'a'.repeat(5000),
  '\n\ndata: {}\n\n',
);
const value = fc.oneof(
  nasty,
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.integer().map(String),
  fc.double().map(String),
);
const knownName = fc.constantFrom(
  ...'action_name url urlref e_c e_a e_n e_v search search_count idgoal revenue ec_id ec_items link download pv_id uid'.split(
    ' ',
  ),
  ...'c_n c_i ping ca new_visit uadata res cvar _cvar data h m s pf_net send_image queuedtracking ma_id cra debug'.split(
    ' ',
  ),
);
const name = fc.oneof(knownName, nasty, fc.string({ unit: 'binary' })).filter((text) => !DECISIVE.has(text));
const extras = fc.array(fc.tuple(name, value), { maxLength: 8 });

const acceptableHit: fc.Arbitrary<Hit> = fc
  .record({ before: extras, after: extras, siteId: fc.integer({ min: 1, max: 4294967295 }) })
  .map(({ before, after, siteId }) => ({
    acceptable: true,
    query: ({ visitorId, index }) =>
      encoded([
        ...before,
        ['idsite', String(siteId)],
        ['rec', '1'],
        ['_id', visitorId],
        ['dimension1', String(index)],
        ...after,
      ]),
  }));

/** Changes of which each makes a hit unacceptable. */
const flaw = fc.constantFrom<[name: string, value: string]>(
  ['idsite', ''],
  ['idsite', '0'],
  ['idsite', '1; DROP TABLE hits'],
  ['idsite', '1e3'],
  ['idsite', '99999999999999999999'],
  ['rec', '0'],
  ['rec', 'true'],
  ['country', 'de'],
  ['cip', "' OR 1=1"],
  ['cid', '8d425121a8a11feb'],
  ['cdo', '99999999999'],
  ['cdt', '2001-01-01 00:00:00'],
  ['ua', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
);
const refusedHit: fc.Arbitrary<Hit> = fc.tuple(acceptableHit, flaw, value).map(([hit, wrong, token]) => ({
  acceptable: false,
  query: (mark) => `${hit.query(mark)}&${encoded([wrong, ['token_auth', token]])}`,
}));
const hit = fc.oneof(acceptableHit, refusedHit);

/** A request of which it is known whether its hits are acceptable. */
export interface KnownRequest {
  hits: Hit[];
  packaging: 'get' | 'beacon' | 'form' | 'text' | 'bulk';
  path: string;
  contentType: string;
  userAgent: string;
}

const path = fc.constantFrom('/matomo.php', '/piwik.php', '/js/tracker.php');
const headerText = fc.string().map((text) => text.replace(/[\r\n]/g, ' '));
const contentType = fc.oneof(
  fc.constantFrom(
    'application/x-www-form-urlencoded; charset=UTF-8',
    'text/plain',
    'application/json',
    'image/png',
    ';',
    '',
  ),
  headerText,
);
const userAgent = fc.constantFrom(
  'Mozilla/5.0 Firefox/153.0',
  '',
  '<script>alert(1)</script>',
  'curl/8.5.0',
  '\u00ff\u00fe',
);

export const knownRequest: fc.Arbitrary<KnownRequest> = fc.oneof(
  fc.record({
    hits: hit.map((one) => [one]),
    packaging: fc.constantFrom('get', 'beacon', 'form', 'text'),
    path,
    contentType,
    userAgent,
  }),
  fc.record({ hits: fc.array(hit, { maxLength: 6 }), packaging: fc.constant('bulk'), path, contentType, userAgent }),
);

/** A request that makes no sense at all. */
export interface AnyRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD' | 'TRACE';
  url: string;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

const scrap = fc.constantFrom(
  ...[
    '%',
    '%f',
    '%ff',
    '%00',
    '&',
    '=',
    '+',
    '[',
    ']',
    '[]=',
    '?',
    ';',
    'idsite=1',
    '&rec=1',
    '&ping=1',
    '&new_visit=1',
    '{',
    '}',
    '"',
    ',',
  ],
  ...[
    '"requests":[',
    '"?idsite=1&rec=1"',
    'null',
    '\\ud800',
    '&cdo=1e9',
    '&e_c=a',
    '&url=http://',
    '\u0000',
    'é',
    '👟',
  ],
);
const rubble = fc.array(fc.oneof(scrap, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));
const json = fc.record(
  { requests: fc.anything(), token_auth: fc.anything(), send_image: fc.anything() },
  { requiredKeys: [] },
);
const deepJson = fc
  .constantFrom(1000, 100_000)
  .map((depth) => `{"requests":[{"idsite":1,"rec":1,"data":${nest(depth)}}]}`);

export const anyRequest: fc.Arbitrary<AnyRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE'),
  url: fc
    .tuple(
      fc.constantFrom(
        '/matomo.php',
        '/piwik.php',
        '/js/tracker.php',
        '/inspector/api/hits',
        '/inspector/assets/%2e%2e',
        '/matomo.php/%',
      ),
      rubble,
    )
    .map(([where, query]) => `${where}?${query.replaceAll('#', '')}`),
  headers: fc.dictionary(
    fc.constantFrom(
      ...[
        'content-type',
        'origin',
        'user-agent',
        'accept-language',
        'cookie',
        'range',
        'if-none-match',
        'content-encoding',
      ],
      ...['access-control-request-headers', 'last-event-id', 'x-forwarded-for', 'expect', 'host'],
    ),
    headerText,
  ),
  body: fc.oneof(
    rubble,
    fc.uint8Array({ maxLength: 300 }),
    json.map((object) =>
      JSON.stringify(object, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)),
    ),
    deepJson,
  ),
});

function encoded(pairs: [string, string][]): string {
  return new URLSearchParams(pairs).toString();
}

function nest(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
