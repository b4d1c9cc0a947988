/** "Did you mean": the known name nearest to a mistyped one. */

/** Number of characters to insert, delete or replace (Levenshtein). */
const distance = (a: string, b: string): number => {
  let row = [0, ...b.split('')].map((_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
};

export const suggest = (name: string, known: object): string => {
  const wanted = name.slice(0, 50).toLowerCase();
  let best = '';
  // With half of it changed it is a different word.
  let least = wanted.length / 2;
  for (const candidate of Object.keys(known)) {
    const changes = distance(wanted, candidate.toLowerCase());
    if (changes < least) {
      least = changes;
      best = candidate;
    }
  }
  return best && `, did you mean ${best}?`;
};
