// The template engine: a tagged template that escapes everything it is given, unless that is already HTML.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe to stand in an HTML document as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may contain. `false`, `null` and `undefined` leave nothing behind, so that `${condition && html`…`}` works. */
export type Part = string | number | Html | false | null | undefined | readonly Part[];

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const render = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  if (part === false || part == null) return '';
  return escape(String(part));
};

/**
 * Builds HTML; every inserted value is escaped. Attribute values must stand in quotes.
 * @example html`<a href="/search?q=${encodeURIComponent(word)}">${word}</a>`
 */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));

/** Marks text of our own as HTML. Never call it with anything that came from a request. */
export const trusted = (text: string): Html => new Html(text);

/**
 * A value as a JavaScript literal inside an inline script. The characters that could end the script, open a comment
 * or break a line are written as escapes, so the value stays a value.
 */
export const literal = (value: unknown): string => {
  const json = (JSON.stringify(value) ?? 'null')
    .replace(/[<>&'\u2028\u2029]/g, (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'))
    // In a literal of JavaScript this key by itself would be the prototype.
    .replace(/(?<!\\)"__proto__":/g, '["__proto__"]:');
  // Single quotes, as in the snippet of the guide; `\"` means the same in both kinds.
  return typeof value === 'string' ? `'${json.slice(1, -1)}'` : json;
};
