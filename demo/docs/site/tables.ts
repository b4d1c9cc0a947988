// What assistive technology needs to know of a guide's tables: their names, and what heads columns and rows.
import type { Token } from 'markdown-it';

/** Tables with so many columns rarely fit into a column of text. */
const WIDE_COLUMNS = 5;
/** A cell is three tokens: its beginning, what is in it, its end. */
const CELL_TOKENS = 3;

type Cell = Token[];

const contentOf = (cell: Cell): string => cell[1]?.content ?? '';

const markCell = (cell: Cell, tag: 'th' | 'td', scope?: 'row' | 'col'): void => {
  for (const token of [cell[0], cell[2]]) if (token) token.tag = tag;
  if (scope) cell[0]?.attrSet('scope', scope);
};

const rowsOf = (table: Token[]): Cell[][] => {
  const rows: Cell[][] = [];
  table.forEach(({ type }, index) => {
    if (type === 'tr_open') rows.push([]);
    if (type === 'th_open' || type === 'td_open') rows.at(-1)?.push(table.slice(index, index + CELL_TOKENS));
  });
  return rows;
};

/** The first column names the rows, if each of its cells names another one. */
const namesRows = (cells: Cell[]): boolean => {
  const names = cells.map(contentOf);
  return !names.includes('') && new Set(names).size === names.length;
};

const markCells = ([head = [], ...body]: Cell[][]): void => {
  // A column without a name has a plain cell above it: an empty heading is none.
  for (const cell of head) {
    if (contentOf(cell)) markCell(cell, 'th', 'col');
    else markCell(cell, 'td');
  }
  const first = body.flatMap(([cell]) => (cell ? [cell] : []));
  if (head.length > 1 && namesRows(first)) for (const cell of first) markCell(cell, 'th', 'row');
};

/** Wide tables scroll by themselves, also by keyboard, under the name of the heading above them. */
const markFrame = (open: Token, columns: number, heading: string | null): void => {
  open.attrSet('class', columns < WIDE_COLUMNS ? 'table' : 'table wide');
  open.attrSet('tabindex', '0');
  open.attrSet('role', 'group');
  if (heading === null) open.attrSet('aria-label', 'Table');
  else open.attrSet('aria-labelledby', heading);
};

/** Marks tables and their cells, for headings that have anchors. */
export const markTables = (tokens: Token[]): void => {
  let heading: string | null = null;
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') heading = String(token.attrGet('id'));
    if (token.type !== 'table_open') return;
    const length = tokens.slice(index).findIndex(({ type }) => type === 'table_close');
    const rows = rowsOf(tokens.slice(index, index + length));
    markFrame(token, rows[0]?.length ?? 0, heading);
    markCells(rows);
  });
};
