// Reading what a browser sent: query strings, form bodies and cookies may hold anything.

/** A field of a parsed query or form: the first value when it is repeated, trimmed, cut to `limit` characters. */
export const textField = (fields: unknown, name: string, limit = 200): string => {
  const value = typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>)[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.trim().slice(0, limit) : '';
};

/** A field that is a whole number within bounds, else `fallback`. */
export const integerField = (fields: unknown, name: string, min: number, max: number, fallback: number): number => {
  const text = textField(fields, name, 20);
  if (!/^-?\d+$/.test(text)) return fallback;
  return Math.min(max, Math.max(min, Number(text)));
};
