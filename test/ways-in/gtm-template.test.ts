// The template for Google Tag Manager: it can be imported, needs all of its permissions, is written in the small language
// of the sandbox, and does what is chosen in its fields.
import { describe, expect, it, vi } from 'vitest';
import ts from 'typescript';
import { parse } from 'yaml';
import {
  copy,
  fire,
  flat,
  plain,
  SANDBOXED_JSON,
  Scenario,
  sections,
  type Field,
  type Permission,
} from './gtm-template';

const text = sections();
const code = text['SANDBOXED_JS_FOR_WEB_TEMPLATE'] ?? '';
const fields = flat(JSON.parse(text['TEMPLATE_PARAMETERS'] ?? '') as Field[]);
const permissions = JSON.parse(text['WEB_PERMISSIONS'] ?? '') as Permission[];

const walk = (node: ts.Node, see: (node: ts.Node) => void): void => {
  see(node);
  node.forEachChild((child) => walk(child, see));
};
const syntax = ts.createSourceFile('template.js', `(data) => {${code}}`, ts.ScriptTarget.ES2020);
const nodes: ts.Node[] = [];
walk(syntax, (node) => nodes.push(node));

const required = nodes.flatMap((node) =>
  ts.isCallExpression(node) && node.expression.getText(syntax) === 'require'
    ? node.arguments.map((argument) => (argument as ts.StringLiteral).text)
    : [],
);

const permission = (id: string) => {
  const found = permissions.find(({ instance }) => instance.key.publicId === id);
  return Object.fromEntries((found?.instance.param ?? []).map(({ key, value }) => [key, plain(value)]));
};

describe('the file', () => {
  it('has the sections of a template, in the order of an export', () => {
    expect(Object.keys(text)).toEqual([
      'INFO',
      'TEMPLATE_PARAMETERS',
      'SANDBOXED_JS_FOR_WEB_TEMPLATE',
      'WEB_PERMISSIONS',
      'TESTS',
      'NOTES',
    ]);
  });

  it('has a name and a description', () => {
    expect(JSON.parse(text['INFO'] ?? '')).toMatchObject({
      type: 'TAG',
      id: 'cvt_temp_public_id',
      version: 1,
      securityGroups: [],
      displayName: expect.stringMatching(/./),
      description: expect.stringMatching(/^.{1,200}$/),
      containerContexts: ['WEB'],
    });
  });

  it('has fields of known types, each with its own name', () => {
    const names = fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { type, name } of fields) {
      expect(['TEXT', 'SELECT', 'CHECKBOX', 'RADIO', 'GROUP', 'SIMPLE_TABLE'], name).toContain(type);
    }
  });

  it('shows fields depending on values that the other field really has', () => {
    for (const { enablingConditions = [] } of fields) {
      for (const { paramName, paramValue, type } of enablingConditions) {
        const other = fields.find(({ name }) => name === paramName);
        const items = (other?.['selectItems'] ?? other?.['radioItems']) as { value: string }[];
        expect(items.map(({ value }) => value)).toContain(paramValue);
        expect(type).toBe('EQUALS');
      }
    }
  });

  it('has checks that are regular expressions', () => {
    for (const field of fields) {
      for (const { type, args = [] } of (field['valueValidators'] ?? []) as { type: string; args?: string[] }[]) {
        expect(['NON_EMPTY', 'REGEX']).toContain(type);
        for (const pattern of args) expect(() => new RegExp(pattern)).not.toThrow();
      }
    }
  });
});

describe('the address of matomo.php', () => {
  const field = fields.find(({ name }) => name === 'trackerUrl');
  const checks = (field?.['valueValidators'] ?? []) as { type: string; args?: string[] }[];
  const isTaken = (address: string) =>
    checks.every(({ type, args = [] }) =>
      type === 'REGEX' ? new RegExp(args[0] ?? '').test(address) : address !== '',
    );

  it.each(['https://stats.example/matomo.php', 'https://shop.example/m/matomo.php', 'https://shop.example/collect'])(
    '%s is accepted',
    (address) => expect(isTaken(address)).toBe(true),
  );

  it.each(['', 'stats.example', 'http://stats.example/matomo.php', 'https://stats.example', 'https://stats.example/'])(
    '"%s" is refused: no script would be found there',
    (address) => expect(isTaken(address)).toBe(false),
  );
});

describe('the code', () => {
  it('is written in the language of the sandbox', () => {
    const unknown = [
      ts.SyntaxKind.NewExpression,
      ts.SyntaxKind.ThisKeyword,
      ts.SyntaxKind.ClassDeclaration,
      ts.SyntaxKind.RegularExpressionLiteral,
      ts.SyntaxKind.TemplateExpression,
      ts.SyntaxKind.NoSubstitutionTemplateLiteral,
      ts.SyntaxKind.SpreadElement,
      ts.SyntaxKind.ObjectBindingPattern,
      ts.SyntaxKind.AwaitExpression,
      ts.SyntaxKind.TryStatement,
      ts.SyntaxKind.ThrowStatement,
    ];
    const found = nodes.filter(({ kind }) => unknown.includes(kind)).map((node) => node.getText(syntax));
    expect(found).toEqual([]);
  });

  it('reads only fields that exist', () => {
    const read = nodes.flatMap((node) =>
      ts.isPropertyAccessExpression(node) && node.expression.getText(syntax) === 'data' ? [node.name.text] : [],
    );
    const names = [...fields.map(({ name }) => name), 'gtmOnSuccess', 'gtmOnFailure'];
    expect(read.filter((name) => !names.includes(name))).toEqual([]);
    expect(read).toEqual(expect.arrayContaining(['trackerUrl', 'siteId', 'consent', 'gtmOnSuccess', 'gtmOnFailure']));
  });

  it('has the permissions for what it requires, and no other', () => {
    const needed: Record<string, string> = {
      addConsentListener: 'access_consent',
      isConsentGranted: 'access_consent',
      callInWindow: 'access_globals',
      copyFromWindow: 'access_globals',
      setInWindow: 'access_globals',
      injectScript: 'inject_script',
      logToConsole: 'logging',
      templateStorage: 'access_template_storage',
    };
    const free = ['JSON', 'makeString', 'queryPermission'];
    expect(required.filter((name) => !needed[name] && !free.includes(name))).toEqual([]);
    const wanted = new Set(required.flatMap((name) => needed[name] ?? []));
    expect(permissions.map(({ instance }) => instance.key.publicId).sort()).toEqual([...wanted].sort());
  });

  it('has permission for the globals and the consent that it uses', () => {
    expect(permission('access_globals')['keys']).toEqual([
      { key: '_paq', read: true, write: true, execute: false },
      { key: '_paq.push', read: false, write: false, execute: true },
      { key: 'Matomo.initialized', read: true, write: false, execute: false },
    ]);
    expect(permission('access_consent')['consentTypes']).toEqual([
      { consentType: 'analytics_storage', read: true, write: false },
    ]);
    expect(permission('inject_script')['urls']).toEqual(['https://*/*']);
  });
});

const BASE = {
  action: 'pageView',
  trackerUrl: 'https://stats.test/m/matomo.php',
  siteId: 7,
  consent: 'none',
  consentSource: 'mode',
};

/** A page with the template's tags on it. */
const openContainer = ({ granted = false, present = false, mayInject = true } = {}) => {
  const commands: unknown[][] = [];
  const listeners: Api[] = [];
  const storage = new Map<string, unknown>();
  const injectScript = vi.fn((_url: string, onSuccess: Api, _onFailure: Api, _token: string) => onSuccess());
  const ends = { gtmOnSuccess: vi.fn(), gtmOnFailure: vi.fn() };
  const apis = {
    addConsentListener: (_type: string, listener: Api) => listeners.push(listener),
    callInWindow: (_path: string, command: unknown[]) => commands.push(copy(command)),
    copyFromWindow: (path: string) => (path === 'Matomo.initialized' ? present || undefined : undefined),
    injectScript,
    isConsentGranted: () => granted,
    JSON: SANDBOXED_JSON,
    logToConsole: vi.fn(),
    makeString: String,
    queryPermission: () => mayInject,
    setInWindow: () => true,
    templateStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: unknown) => storage.set(key, value),
    },
  };
  return {
    commands,
    injectScript,
    ...ends,
    log: apis.logToConsole,
    fire: (data: Record<string, unknown>) => fire(code, { ...BASE, ...data, ...ends }, apis),
    change: (isGranted: boolean) => listeners.forEach((listener) => listener('analytics_storage', isGranted)),
  };
};
type Api = (...args: unknown[]) => unknown;

describe('given a tag that fires first on a page', () => {
  /** A case: a tag that tracks nothing, with one further command. */
  const further = (
    method: string,
    value: unknown,
    args: unknown[],
  ): [data: Record<string, unknown>, command: unknown[]][] => [
    [{ action: 'nothing', commands: [{ method, value }] }, [method, ...args]],
  ];

  it.each([
    [
      { linkTracking: true, heartbeat: '15' },
      ['trackPageView', undefined],
      ['enableLinkTracking'],
      ['enableHeartBeatTimer', '15'],
    ],
    [{ title: 'Home' }, ['trackPageView', 'Home']],
    [
      { action: 'event', eventCategory: 'c', eventAction: 'a', eventName: '', eventValue: 0 },
      ['trackEvent', 'c', 'a', undefined, 0],
    ],
    [{ action: 'search', searchKeyword: 'k', searchCount: '3' }, ['trackSiteSearch', 'k', undefined, '3']],
    [{ action: 'goal', goalId: '4', goalRevenue: '9.5' }, ['trackGoal', '4', '9.5']],
    [{ action: 'nothing' }],
    [{ commands: [{ method: 'setUserId', value: 'anna' }] }, ['setUserId', 'anna'], ['trackPageView', undefined]],
    [{ action: 'nothing', commands: [{ method: 'disableCookies', value: '' }] }, ['disableCookies', undefined]],
    ...further('setCustomDimension', '[1, "Member"]', [1, 'Member']),
    ...further('setDoNotTrack', '[false]', [false]),
    ...further('setExcludedQueryParams', '[["email", "token"]]', [['email', 'token']]),
    ...further('setUserId', '[""]', ['']),
    ...further('setVariable', ['of', 'another type'], [['of', 'another type']]),
  ])('when it is %j, then it configures the tracker and pushes its commands', (data, ...expected) => {
    const container = openContainer();
    container.fire(data);
    const [, ...rest] = container.commands;
    expect(container.commands[0]).toEqual(['setTrackerUrl', 'https://stats.test/m/matomo.php']);
    expect(rest).toEqual([['setSiteId', '7'], ...expected]);
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
    expect(container.gtmOnFailure).not.toHaveBeenCalled();
  });

  it('when the value of a further command begins like a list and is none, then the others are pushed, with a message', () => {
    const container = openContainer();
    container.fire({
      action: 'nothing',
      commands: [
        { method: 'setCustomDimension', value: '[1, Member]' },
        { method: 'setUserId', value: 'anna' },
      ],
    });
    expect(container.commands.slice(2)).toEqual([['setUserId', 'anna']]);
    expect(container.log).toHaveBeenCalledWith('tinypaq: setCustomDimension: this is no JSON list: [1, Member]');
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['', 'https://stats.test/m/tinypaq.js'],
    ['https://cdn.test/x.js', 'https://cdn.test/x.js'],
  ])('when the address of the script is "%s", then %s is loaded, once for all tags', (scriptUrl, expected) => {
    const container = openContainer();
    container.fire({ scriptUrl });
    expect(container.injectScript.mock.calls.map(([url, , , token]) => [url, token])).toEqual([[expected, 'tinypaq']]);
  });

  it('when the script is on the page already, then it is not loaded again', () => {
    const container = openContainer({ present: true });
    container.fire({});
    expect(container.injectScript).not.toHaveBeenCalled();
    expect(container.gtmOnSuccess).toHaveBeenCalledTimes(1);
  });

  it('when the script does not load, then the tag fails with a message', () => {
    const container = openContainer();
    container.injectScript.mockImplementation((_url, _onSuccess, onFailure) => onFailure());
    container.fire({});
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
    expect(container.log).toHaveBeenCalledWith('tinypaq: could not load https://stats.test/m/tinypaq.js');
  });

  it('when the template may not load the script, then nothing is pushed', () => {
    const container = openContainer({ mayInject: false });
    container.fire({});
    expect(container.commands).toEqual([]);
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
  });
});

describe('given a consent setting', () => {
  const first = (data: object, granted = false) => {
    const container = openContainer({ granted });
    container.fire({ action: 'nothing', ...data });
    return container.commands.map(([method]) => method);
  };
  const CONFIGURED = ['setTrackerUrl', 'setSiteId'];

  it.each([
    [{ consent: 'none' }, []],
    [{ consent: 'hits', consentSource: 'page' }, ['requireConsent']],
    [{ consent: 'cookies', consentSource: 'page' }, ['requireCookieConsent']],
    [{ consent: 'hits' }, ['requireConsent']],
    [{ consent: 'cookies' }, ['requireCookieConsent']],
  ])('when it is %j, then %j comes before all other commands', (data, expected) => {
    expect(first(data)).toEqual([...expected, ...CONFIGURED]);
  });

  it.each([
    ['hits', ['requireConsent', 'setConsentGiven']],
    ['cookies', ['requireCookieConsent', 'setCookieConsentGiven']],
  ])('when it is for %s and consent is granted already, then the tracker gets that at once', (consent, expected) => {
    expect(first({ consent }, true)).toEqual([...expected, ...CONFIGURED]);
  });

  it('when consent mode changes, then the tracker gets each change once', () => {
    const container = openContainer();
    container.fire({ consent: 'hits' });
    container.fire({ consent: 'hits', action: 'goal', goalId: '1' });
    container.commands.splice(0);
    container.change(false);
    container.change(true);
    container.change(true);
    container.change(false);
    expect(container.commands).toEqual([['setConsentGiven'], ['forgetConsentGiven']]);
  });

  it('when consent was granted from the start and is withdrawn, then the tracker gets that', () => {
    const container = openContainer({ granted: true });
    container.fire({ consent: 'cookies' });
    container.commands.splice(0);
    container.change(true);
    container.change(false);
    expect(container.commands).toEqual([['forgetCookieConsentGiven']]);
  });
});

describe('given further tags on the same page', () => {
  it('when they are for the same site, then they only push what they track', () => {
    const container = openContainer();
    container.fire({});
    container.commands.splice(0);
    container.fire({ action: 'event', eventCategory: 'c', eventAction: 'a' });
    expect(container.commands).toEqual([['trackEvent', 'c', 'a', undefined, undefined]]);
  });

  it('when one is for another site, then it fails with a message', () => {
    const container = openContainer();
    container.fire({});
    container.commands.splice(0);
    container.fire({ siteId: 8 });
    expect(container.commands).toEqual([]);
    expect(container.gtmOnFailure).toHaveBeenCalledTimes(1);
    expect(container.log.mock.calls[0]?.[0]).toContain('another site already');
  });
});

describe('its own scenarios, which Tag Manager runs', () => {
  const { scenarios, setup } = parse(text['TESTS'] ?? '') as {
    scenarios: { name: string; code: string }[];
    setup: string;
  };

  it.each(scenarios.map((scenario) => [scenario.name, scenario.code]))('%s', (_name, scenario) => {
    let checks = 0;
    const test = new Scenario(code, (actual, expected) => {
      checks += 1;
      expect(copy(actual)).toEqual(copy(expected));
    });
    test.run(`${setup}\n${scenario}`);
    expect(checks).toBeGreaterThan(0);
  });
});
