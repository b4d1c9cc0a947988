/** Properties of the document, also where the name of an element hides them: `<form name="domain">`. */
import { isString } from '../values';

type Texts = 'characterSet' | 'cookie' | 'domain' | 'referrer';

/** @throws SecurityError for cookies in a sandboxed frame */
export const documentText = (name: Texts, owner = document): string => {
  const text: unknown = owner[name];
  // jsdom knows no `domain`.
  return isString(text) ? text : (Reflect.get(Document.prototype, name, owner) as string) || '';
};
