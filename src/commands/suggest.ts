/** "Did you mean": the known name nearest to a mistyped one. */

/** Number of characters to insert, delete or replace (Levenshtein). */
const distance = (a: string, b: string): number => {
  const row = [0, ...b.split('')].map((_, i) => i);
  for (const char of a) {
    let diagonal = Infinity;
    let left = Infinity;
    row.forEach((above, j) => {
      left = row[j] = Math.min(diagonal + (char === b[j - 1] ? 0 : 1), above + 1, left + 1);
      diagonal = above;
    });
  }
  return row.pop() as number;
};

export const suggest = (name: string, known: object): string => {
  const wanted = name.slice(0, 50).toLowerCase();
  let best = '';
  // A name that differs in half of its characters is a different word.
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
