/** What the document says of itself, also where an element's name hides it: `<form name="domain">`. */
import { isString } from '../values';

type Texts = 'characterSet' | 'cookie' | 'domain' | 'referrer';

/** @throws SecurityError for cookies in a sandboxed frame */
export const documentText = (name: Texts, owner = document): string => {
  const text: unknown = owner[name];
  return isString(text) ? text : (Reflect.get(Document.prototype, name, owner) as string);
};
