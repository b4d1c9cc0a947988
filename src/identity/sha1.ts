/** SHA-1, needed only for names: cookie names and the device part of cross-domain links must equal the original's. */

// Distances of shifts count modulo 32, here and below.
const rotate = (word: number, bits: number): number => (word << bits) | (word >>> -bits);

/**
 * The first eight hexadecimal digits of the SHA-1 of a text in UTF-8.
 * Synchronous, because cookie names are needed before the first hit; `crypto.subtle` is not, and is missing on http.
 */
export const sha1Prefix = (text: string): string => {
  // The text, one bit, and the size in bits at the end of the last block of 16 words.
  const bytes = [...new TextEncoder().encode(text), 0x80];
  const words: number[] = [];
  bytes.forEach((byte, i) => (words[i >> 2] = (words[i >> 2] as number) | (byte << (~i * 8))));
  words[(((bytes.length + 7) >> 6) << 4) | 15] = (bytes.length - 1) * 8;

  let state = [0x67452301, 0xefcdab89, ~0x67452301, ~0xefcdab89, 0xc3d2e1f0];
  for (let block = 0; block < words.length; block += 16) {
    const schedule = words.slice(block);
    // What is not set is 0.
    const word = (at: number): number => (schedule[at] as number) | 0;
    let now = state;
    for (let i = 0; i < 80; i++) {
      const [a, b, c, d, e] = now as [number, number, number, number, number];
      if (i > 15) schedule[i] = rotate(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1);
      const round = (i / 20) | 0;
      // Parity in rounds 1 and 3, choice in round 0, majority in round 2; the constants are 2^30 times these square roots
      // (FIPS 180-4, 4.1.1 and 4.2.1).
      const mix = round % 2 ? b ^ c ^ d : (b & c) | ((round ? b | c : ~b) & d);
      const constant = (Math.sqrt([2, 3, 5, 10][round] as number) * 2 ** 30) | 0;
      now = [(rotate(a, 5) + mix + e + word(i) + constant) | 0, a, rotate(b, 30), c, d];
    }
    state = state.map((value, i) => (value + (now[i] as number)) | 0);
  }
  return ((state[0] as number) >>> 0).toString(16).padStart(8, '0');
};
