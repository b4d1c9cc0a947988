import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, literal, trusted } from '../../demo/shop/html.js';
import { SEED } from '../support/seed';

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the html template', () => {
  it('escapes what it is given', () => {
    expect(html`<p title="${'"><img onerror=1>'}">${"it's <b>"}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;img onerror=1&gt;">it&#39;s &lt;b&gt;</p>',
    );
  });

  it('escapes each character that could end an attribute or begin a tag, and loses none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const rendered = html`${text}`.text;
        expect(rendered).not.toMatch(/[<>"']/);
        expect(unescape(rendered)).toBe(text);
      }),
      { seed: SEED },
    );
  });

  it('inserts templates, lists and trusted HTML unchanged', () => {
    const items = ['a', '<'].map((item) => html`<b>${item}</b>`);
    expect(html`<p>${items}${trusted('<hr>')}</p>`.text).toBe('<p><b>a</b><b>&lt;</b><hr></p>');
  });

  it('writes nothing for false, null and undefined, but writes zero', () => {
    expect(html`[${false}${null}${undefined}${0}]`.text).toBe('[0]');
  });
});

describe('a literal in an inline script', () => {
  it('gives the same value when the script runs, and cannot end the script', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
        const source = literal(value);
        expect(source).not.toMatch(/[<>\u2028\u2029\n]/);
        // -0 is no JSON value; it becomes 0.
        expect(new Function(`return ${source}`)()).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: SEED },
    );
  });

  it('keeps a key named __proto__', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":"\\"__proto__\\":"}}');
    expect(new Function(`return ${literal(value)}`)()).toEqual(value);
  });

  it('is null for values that JSON does not know', () => {
    expect(literal(undefined)).toBe('null');
  });
});
