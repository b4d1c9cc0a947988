// The table: medians, each followed in brackets by its ratio to tinypaq's.
import { gzipSync } from 'node:zlib';
import { median, row } from '../figures';
import type { Tracker } from './trackers';
import type { Measured } from './visit';

export interface Result {
  tracker: Tracker;
  visits: Measured[];
}

interface Column {
  title: string;
  /** A tracker's value in this column, in the unit of the title. */
  value(result: Result): number;
  decimals: number;
}

/** A value below this is too small for a meaningful ratio. */
const NOTHING = 0.005;

const column = (title: string, decimals: number, value: Column['value']): Column => ({ title, decimals, value });

const measured = (title: string, decimals: number, key: keyof Measured, unit = 1): Column =>
  column(title, decimals, ({ visits }) => median(visits.map((visit) => visit[key])) / unit);

const COLUMNS: readonly Column[] = [
  column('KiB', 1, ({ tracker }) => tracker.script.length / 1024),
  column('KiB gzip', 1, ({ tracker }) => gzipSync(tracker.script, { level: 9 }).length / 1024),
  measured('evaluate, ms', 1, 'evaluate'),
  measured('all script, ms', 1, 'script'),
  measured('first hit, ms', 0, 'firstHit'),
  measured('requests', 0, 'requests'),
  measured('KiB sent', 1, 'sent', 1024),
  measured('leaving, ms', 1, 'leaving'),
];

/** "12.3 (4.5×)" */
const cell = ({ value, decimals }: Column, result: Result, base: Result): string => {
  const own = value(result);
  if (result === base) return own.toFixed(decimals);
  const ratio = own / value(base);
  return `${own.toFixed(decimals)} (${value(base) < NOTHING ? '–' : `${ratio.toFixed(ratio < 10 ? 1 : 0)}×`})`;
};

/** @param results - the first is what the others are compared with */
export const table = (results: readonly [Result, ...Result[]]): string =>
  [
    row(['tracker', ...COLUMNS.map(({ title }) => title)]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...results.map((result) => row([result.tracker.name, ...COLUMNS.map((each) => cell(each, result, results[0]))])),
  ].join('\n');
