// Counts the bytes of a minified bundle that come from each source file, by its source map.
import { gzipSync } from 'node:zlib';
import { TraceMap, eachMapping } from '@jridgewell/trace-mapping';

/** Name for code that is from no source file: the banner, and the code with which Rollup joins the modules. */
const NO_FILE = '(around them)';

/** @param {string} text */
const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/**
 * @param {string} code
 * @param {string} map
 * @returns {{ file: string, start: number, end: number }[]} consecutive pieces of the code
 */
function piecesOf(code, map) {
  /** @type {number[]} */
  const lineStarts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  /** @type {{ file: string, start: number, end: number }[]} */
  const pieces = [{ file: NO_FILE, start: 0, end: code.length }];
  eachMapping(new TraceMap(map), ({ generatedLine, generatedColumn, source }) => {
    const start = (lineStarts[generatedLine - 1] ?? 0) + generatedColumn;
    const last = pieces[pieces.length - 1];
    if (last) last.end = start;
    pieces.push({ file: source?.replace(/^(\.\.\/)+/, '') ?? NO_FILE, start, end: code.length });
  });
  return pieces;
}

/**
 * @param {string} code a minified bundle
 * @param {string} map its source map
 * @returns {{ file: string, bytes: number, alone: number }[]} the largest first; `alone` is how much smaller the bundle is without the file, after gzip
 */
export function bytesByModule(code, map) {
  const pieces = piecesOf(code, map);
  const whole = gzipped(code);
  const rows = [...new Set(pieces.map(({ file }) => file))].map((file) => {
    const text = (/** @type {boolean} */ own) =>
      pieces
        .filter((piece) => (piece.file === file) === own)
        .map(({ start, end }) => code.slice(start, end))
        .join('');
    return { file, bytes: Buffer.byteLength(text(true)), alone: whole - gzipped(text(false)) };
  });
  return rows.sort((a, b) => b.alone - a.alone);
}
