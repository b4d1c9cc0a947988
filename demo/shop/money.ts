// Prices are whole cents everywhere in the shop; only these functions leave that unit.

/** A price as the visitor reads it: `€104.90`. */
export const euros = (cents: number): string => `€${(cents / 100).toFixed(2)}`;

/** A price as analytics commands take it: `104.9`. */
export const amount = (cents: number): number => cents / 100;
