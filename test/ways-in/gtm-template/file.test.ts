// The template for Google Tag Manager can be imported, and its fields ask only for what they can take.
import { describe, expect, it } from 'vitest';
import { fields, text } from './template';

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
