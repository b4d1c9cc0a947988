// What the Tracking HTTP API documents allow, parameter by parameter.
import { describe, expect, it } from 'vitest';
import { AUTHENTICATED, checkContract } from '../../demo/collector/contract/contract.js';
import contract from '../../demo/collector/contract/parameters.json' with { type: 'json' };
import types from '../../demo/collector/contract/types.json' with { type: 'json' };
import { parseQuery } from '../../demo/collector/parameters.js';
import type { Parameter } from '../../demo/collector/types.js';

const ITEM = '[["sku","name","cat",9.9,1]]';

/** Checks parameters of a hit that is otherwise complete; returns the parameters that are reported. */
function reported(fields: Record<string, string>): string[] {
  return findings(fields).violations.map(({ parameter }) => parameter);
}

function findings(fields: Record<string, string>): ReturnType<typeof checkContract> {
  return checkContract(Object.entries({ idsite: '1', rec: '1', ...fields }));
}

/** For each parameter: other parameters that it needs, valid values, invalid values. */
const TABLE: [name: string, companions: Record<string, string>, right: string[], wrong: string[]][] = [
  ['idsite', {}, ['1', '4294967295'], ['0', '-1', '1.5', 'a', '', '4294967296']],
  ['rec', {}, ['1'], ['0', '2', '', 'true']],
  ['action_name', {}, ['Blue shoes', '', 'Help / Feedback'], []],
  ['url', {}, ['https://shop.test/a?b=c#d', 'file:///a.html', 'app://x'], ['', '/shoes', 'shop.test', 'https://']],
  [
    '_id',
    {},
    ['8d425121a8a11feb', 'AF344A398DF83874', ''],
    ['8d425121a8a11fe', '8d425121a8a11feb0', '8d425121a8a11feg'],
  ],
  ['rand', {}, ['351459', 'x'], []],
  ['apiv', {}, ['1'], ['0', '2', '']],
  ['r', {}, ['862205', '000012'], ['', '1234567', 'x']],
  ['urlref', {}, ['https://search.test/', ''], ['search.test']],
  ['res', {}, ['1280x1024'], ['', '1280', '0x0', 'NaNxNaN', '1280×1024']],
  ['h', {}, ['0', '23', '9'], ['24', '-1', '', 'x']],
  ['m', {}, ['0', '59'], ['60', '']],
  ['s', {}, ['0', '59'], ['60', '']],
  ...[
    'fla',
    'java',
    'dir',
    'qt',
    'realp',
    'pdf',
    'wma',
    'gears',
    'ag',
    'cookie',
    'new_visit',
    '_idn',
    'queuedtracking',
  ].map(flag),
  ...['send_image', 'ping', 'bots', 'debug'].map(flag),
  ['ua', {}, ['Mozilla/5.0', ''], []],
  ['uadata', {}, ['{}', '{"platform":"Linux"}'], ['', '[]', '{', 'null']],
  ['lang', {}, ['de,en;q=0.5'], []],
  ['uid', {}, ['anna@shop.test', '0'], ['', ' ']],
  ['cid', {}, ['8d425121a8a11feb'], ['', '8d42']],
  [
    'cvar',
    {},
    ['{"1":["OS","iphone 5.0"]}', '{"1":["",""]}', '{}'],
    ['', '[]', '{"0":["a","b"]}', '{"1":["a"]}', '{"1":["a",1]}'],
  ],
  ['_cvar', {}, ['{"12":["OS","iphone 5.0"]}'], ['x', `{"1":["a","${'x'.repeat(201)}"]}`]],
  ['e_cvar', {}, ['{"1":["OS","iphone 5.0"]}'], ['x']],
  ['_rcn', {}, ['Autumn'], []],
  ['_rck', {}, ['boots'], []],
  ['_refts', {}, ['0', '1795219183'], ['', '-1', '1795219183.5']],
  ['_ref', {}, ['https://search.test/', 'x'.repeat(1024)], ['x'.repeat(1025)]],
  ['_idvc', {}, ['1', '19'], ['0', '']],
  ['_viewts', {}, ['1795219183'], ['', 'x']],
  ['_idts', {}, ['1795219183'], ['', 'x']],
  ['_ects', {}, ['1795219183'], ['', 'x']],
  ['gt_ms', {}, ['0', '120'], ['', '1.5', '-1']],
  ['cs', {}, ['windows-1252'], ['', 'a b']],
  ['link', {}, ['https://other.test/', 'mailto:a@b.test'], ['', 'undefined', '/a']],
  ['download', {}, ['https://shop.test/a.pdf'], ['', '/a.pdf']],
  ['search', {}, ['shoes'], ['', ' ']],
  ['search_cat', { search: 'shoes' }, ['Sale', ''], []],
  ['search_count', { search: 'shoes' }, ['0', '12'], ['', '-1', '1.5', 'null']],
  ['pv_id', {}, ['lTkRpN', '000000'], ['', 'lTkRp', 'lTkRpNx', 'lTkRp-']],
  ['idgoal', {}, ['0', '7'], ['', '-1', 'undefined', '1.5']],
  ['revenue', { idgoal: '1' }, ['0', '10.5', '-3', '1e+21'], ['', '10,5', 'NaN', 'undefined', ' 1', '.5']],
  ['ca', {}, ['1'], ['0', '']],
  ...['pf_net', 'pf_srv', 'pf_tfr', 'pf_dm1', 'pf_dm2', 'pf_onl'].map(milliseconds),
  ['e_c', { e_a: 'a' }, ['Videos', '0'], ['', '  ']],
  ['e_a', { e_c: 'c' }, ['Play'], ['', '\t']],
  ['e_n', { e_c: 'c', e_a: 'a' }, ['Trailer', ''], []],
  ['e_v', { e_c: 'c', e_a: 'a' }, ['0', '1.5', '-2', '1e+21'], ['', 'a', '1,5', 'NaN', 'true']],
  ['c_n', {}, ['Ad'], ['', ' ']],
  ['c_p', { c_n: 'Ad' }, ['ad.png', ''], []],
  ['c_t', { c_n: 'Ad' }, ['https://other.test/', '/a', ''], []],
  ['c_i', { c_n: 'Ad' }, ['click'], ['']],
  ['ec_id', { idgoal: '0', revenue: '1' }, ['A-17'], ['', ' ']],
  [
    'ec_items',
    { idgoal: '0' },
    [ITEM, '[]', '[["sku","","",0,1]]', '[[7,"n",["a","b"],"9.90","2"]]'],
    [
      '',
      '{}',
      'x',
      '[["sku"]]',
      '[["","n","c",1,1]]',
      '[["sku","n","c",null,1]]',
      '[["sku","n","c","1,5",1]]',
      '["sku"]',
    ],
  ],
  ...['ec_st', 'ec_tx', 'ec_sh', 'ec_dt'].map(sum),
  ['_pkc', {}, ['Shoes', '["a","b"]', ''], []],
  ['_pks', {}, ['sku'], ['']],
  ['_pkn', {}, ['Blue shoes', ''], []],
  ['_pkp', {}, ['0', '9.9'], ['', '9,9', 'NaN']],
  ['data', {}, ['{"a":1}', '"text"', '[1]'], ['', '{', 'undefined']],
  ['token_auth', {}, ['33dc3f2536d3025974cccb4b4d2d98f4'], ['', '33dc']],
  ['cip', {}, ['203.0.113.7', '2001:db8::1'], ['', '203.0.113', '::g']],
  ['cdt', {}, ['2011-04-05 00:11:42', '1301919102'], ['', '2011-04-05', 'now', '2011-13-05 00:11:42']],
  ['cdo', {}, ['0', '86400'], ['', '-1', '1.5']],
  ['country', {}, ['de', 'us'], ['', 'DE', 'deu']],
  ['region', { country: 'us' }, ['AK', 'BW', '75'], ['', 'ak', 'US-AK']],
  ['city', {}, ['Tokyo'], ['']],
  ['lat', {}, ['22.456', '-90'], ['', '90.1', 'north']],
  ['long', {}, ['22.456', '180'], ['', '-180.1', 'east']],
  ['ma_id', { ma_re: 'https://shop.test/a.mp4', ma_mt: 'video' }, ['abcdefghijklmnop'], ['']],
  ['ma_re', { ma_id: 'x', ma_mt: 'video' }, ['https://shop.test/a.mp4'], ['', 'a.mp4']],
  ['ma_mt', { ma_id: 'x', ma_re: 'https://shop.test/a.mp4' }, ['video', 'audio'], ['', 'film']],
  ...['ma_ti', 'ma_pn'].map((name) => media(name, ['Trailer', ''], [])),
  ...['ma_st', 'ma_le', 'ma_ps', 'ma_ttp', 'ma_w', 'ma_h'].map((name) =>
    media(name, ['0', '60', ''], ['-1', '1.5', 'x']),
  ),
  media('ma_fs', ['0', '1', ''], ['2', 'true']),
  media('ma_se', ['0', '0,5,10', ''], ['5,', 'a']),
  ['cra', { ca: '1' }, ['x is not a function'], ['', ' ']],
  ...['cra_st', 'cra_ct', 'cra_tp', 'cra_ru'].map((name) => crash(name, ['text', ''], [])),
  ...['cra_rl', 'cra_rc'].map((name) => crash(name, ['0', '12'], ['', '-1', 'x'])),
  ['consent', {}, ['1'], ['0', '']],
  ['tracker_install_check', {}, ['abc'], []],
  ['dimension1', {}, ['text', ''], []],
];

type Row = (typeof TABLE)[number];

function flag(name: string): Row {
  return [name, {}, ['0', '1'], ['', '2', 'true']];
}

function milliseconds(name: string): Row {
  return [name, {}, ['0', '85'], ['', '-1', '1.5', 'NaN']];
}

function sum(name: string): Row {
  return [name, { idgoal: '0', revenue: '1', ec_id: 'A-17' }, ['0', '9.9'], ['', 'undefined', 'false', '9,9']];
}

function media(name: string, right: string[], wrong: string[]): Row {
  return [name, { ma_id: 'x', ma_re: 'https://shop.test/a.mp4', ma_mt: 'video' }, right, wrong];
}

function crash(name: string, right: string[], wrong: string[]): Row {
  return [name, { cra: 'x', ca: '1' }, right, wrong];
}

describe('Given the value of a parameter', () => {
  const right = TABLE.flatMap(([name, companions, values]) => values.map((value) => ({ name, value, companions })));
  const wrong = TABLE.flatMap(([name, companions, , values]) => values.map((value) => ({ name, value, companions })));

  it.each(right)('when it is $name=$value, then nothing is reported', ({ name, value, companions }) => {
    expect(reported({ ...companions, [name]: value })).toEqual([]);
  });

  it.each(wrong)('when it is $name=$value, then it is reported', ({ name, value, companions }) => {
    expect(reported({ ...companions, [name]: value })).toContain(name);
  });

  it('when the contract names a parameter, then it is in this table', () => {
    const tried = new Set(TABLE.map(([name]) => name));
    expect(Object.keys(contract.parameters).filter((name) => !tried.has(name))).toEqual([]);
  });
});

describe('Given parameters that depend on each other', () => {
  it.each([
    [{ e_c: 'c' }, 'e_c', 'needs e_a'],
    [{ e_a: 'a' }, 'e_a', 'needs e_c'],
    [{ e_n: 'n' }, 'e_n', 'needs e_c'],
    [{ e_v: '1' }, 'e_v', 'needs e_a'],
    [{ search_cat: 'Sale' }, 'search_cat', 'needs search'],
    [{ search_count: '0' }, 'search_count', 'needs search'],
    [{ revenue: '1' }, 'revenue', 'needs idgoal'],
    [{ ec_id: 'A-17', idgoal: '0' }, 'ec_id', 'needs revenue'],
    [{ ec_id: 'A-17', idgoal: '1', revenue: '1' }, 'ec_id', 'needs idgoal=0'],
    [{ ec_items: ITEM }, 'ec_items', 'needs idgoal=0'],
    [{ ec_tx: '1', idgoal: '0' }, 'ec_tx', 'needs ec_id'],
    [{ c_p: 'ad.png' }, 'c_p', 'needs c_n'],
    [{ c_i: 'click' }, 'c_i', 'needs c_n'],
    [{ ca: '1', ping: '1' }, 'ca', 'must not be sent with ping=1'],
    [{ region: 'AK' }, 'region', 'needs country'],
    [{ ma_id: 'x' }, 'ma_id', 'needs ma_re'],
    [{ ma_st: '1' }, 'ma_st', 'needs ma_id'],
    [{ cra: 'x' }, 'cra', 'needs ca'],
    [{ cra_st: 'x' }, 'cra_st', 'needs cra'],
  ])('when only %o is sent, then %s %s', (fields, parameter, message) => {
    expect(findings(fields as Record<string, string>).violations).toContainEqual({ parameter, message });
  });

  it('when ca=1 comes with ping=0, then nothing is reported', () => {
    expect(reported({ ca: '1', ping: '0' })).toEqual([]);
  });
});

describe('Given a whole hit', () => {
  it('when idsite or rec is missing, then it is reported', () => {
    expect(checkContract([]).violations).toEqual([
      { parameter: 'idsite', message: 'is required' },
      { parameter: 'rec', message: 'is required' },
    ]);
  });

  it('when a parameter is sent twice, then it is reported, and the last value counts', () => {
    const parameters: Parameter[] = [
      ['idsite', '1'],
      ['rec', '1'],
      ['pv_id', 'x'],
      ['pv_id', 'lTkRpN'],
    ];
    expect(checkContract(parameters).violations).toEqual([{ parameter: 'pv_id', message: 'was sent 2 times' }]);
  });

  it('when a value is wrong, then the message names what was expected and shows the value, shortened', () => {
    expect(findings({ pv_id: 'x'.repeat(100) }).violations).toEqual([
      { parameter: 'pv_id', message: `must be exactly 6 characters of 0-9, a-z, A-Z, is "${'x'.repeat(60)}…"` },
    ]);
  });

  it.each([
    'foo',
    'plug',
    '_foo',
    'dimension',
    'dimension01',
    'dimension1000',
    'e_x',
    'search_cnt',
    'pv_ids',
    'ma_x',
    '',
    '__proto__',
    'constructor',
  ])('when it carries "%s", which no document knows, then that is a violation', (name) => {
    expect(
      checkContract([
        ['idsite', '1'],
        ['rec', '1'],
        [name, '1'],
      ]),
    ).toEqual({
      violations: [{ parameter: name, message: 'is not in the Tracking HTTP API documents' }],
      notices: [],
    });
  });

  it.each(['fa_vid', 'hsr_id', 'shop_theme', 'abtest_variation1'])(
    'when it carries "%s", a plugin\'s, then that is a notice',
    (name) => {
      expect(findings({ [name]: '1' })).toEqual({
        violations: [],
        notices: [{ parameter: name, message: 'is not in the Tracking HTTP API documents' }],
      });
    },
  );

  it.each(['dimension0', 'dimension7', 'dimension999'])('when it carries %s, then nothing is reported', (name) => {
    expect(reported({ [name]: 'x' })).toEqual([]);
  });

  it('when each of its parameters is wrong, then the first hundred findings are listed', () => {
    const parameters = Array.from({ length: 1000 }, (_, index): Parameter => [`unknown${index}`, '']);
    const { violations } = checkContract([['idsite', '1'], ['rec', '1'], ...parameters]);
    expect(violations).toHaveLength(101);
    expect(violations.at(-1)).toEqual({ parameter: '…', message: 'and 900 more' });
  });

  const common =
    'idsite=1&rec=1&r=862205&h=9&m=5&s=7&url=https%3A%2F%2Fshop.test%2Fp%3Fx%3D1&_id=8d425121a8a11feb&_idn=0&send_image=0&_refts=0';
  const features = 'uadata=%7B%7D&pdf=1&qt=0&realp=0&wma=0&fla=0&java=0&ag=0&cookie=1&res=1280x720';
  it.each([
    `action_name=T1&${common}&pv_id=lTkRpN&pf_net=0&pf_srv=8&pf_tfr=1&${features}`,
    `e_c=c&e_a=a&ca=1&${common}&pf_net=0&pf_srv=8&pf_tfr=1&pf_dm1=85&pf_dm2=2&pf_onl=1&pv_id=lTkRpN&${features}`,
    `search=a%20b&search_cat=cat&search_count=0&${common}&pv_id=lTkRpN&${features}`,
    `idgoal=1&revenue=10.5&${common}&pv_id=lTkRpN&${features}`,
    `link=http%3A%2F%2Fb.test%2F%3Fa%3D1&${common}&pv_id=lTkRpN&${features}`,
    `action_name=P&${common}&_pkc=c&_pkp=1&_pks=s&_pkn=n&pv_id=Abcdef&${features}`,
    `idgoal=0&ec_id=O%201&revenue=10.50&ec_st=9&ec_items=%5B%5B%22sku2%22%2C%22n%22%2C%22c%22%2C0%2C1%5D%5D&${common}&${features}`,
    `idgoal=0&revenue=5&ec_items=%5B%5D&${common}&pv_id=lTkRpN&${features}`,
    `ping=1&${common}&pv_id=lTkRpN&${features}`,
    `c_n=n&c_p=Unknown&ca=1&${common}&pv_id=lTkRpN&consent=1&${features}`,
    `action_name=T&${common.replace('_id=8d425121a8a11feb', '_id=')}&uid=us%20er%40x&cs=windows-1252&_rcn=camp%20x&_rck=kw&_ref=https%3A%2F%2Fa.test%2F&dimension2=x&data=%7B%22foo%22%3A%22bar%22%7D&cvar=%7B%221%22%3A%5B%22a%22%2C%22b%22%5D%7D&cdo=12&${features}`,
    `action_name=T&${common}&_idts=1795219183&_idvc=3&_viewts=1795219183&_ects=1795219183&rand=351459&apiv=1`,
  ])('when a tracker sends %s, then nothing is reported', (query) => {
    expect(checkContract(parseQuery(query))).toEqual({ violations: [], notices: [] });
  });
});

describe('Given the contract itself', () => {
  const entries = [...Object.entries(contract.parameters), ...Object.entries(contract.patterns)];

  it('when an entry names a type, a document or another parameter, then there is such a one', () => {
    for (const [name, entry] of entries) {
      const others = [...('requires' in entry ? entry.requires : []), ...('excludes' in entry ? entry.excludes : [])];
      expect(Object.keys(types), name).toContain(entry.type);
      expect(
        entry.documents.filter((document) => !(document in contract.documents)),
        name,
      ).toEqual([]);
      expect(
        others.filter((other) => !((other.split('=')[0] ?? '') in contract.parameters)),
        name,
      ).toEqual([]);
    }
  });

  it('when a parameter overrides place or visitor, then it needs authentication', () => {
    expect([...AUTHENTICATED].sort()).toEqual(['cid', 'cip', 'city', 'country', 'lat', 'long', 'region']);
  });
});
