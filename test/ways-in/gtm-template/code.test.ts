// The template's code is written in the small language of the sandbox, needs all of its permissions, and passes its own scenarios.
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { parse } from 'yaml';
import { Scenario, code, copy, fields, plain, text, type Permission } from './template';

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
