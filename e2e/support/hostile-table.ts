// Turns Playwright's JSON report into a table for the documentation: a row for each case, a column for each engine.

interface Result {
  projectName: string;
  /** Result of the last attempt: expected, unexpected, flaky or skipped. */
  status: string;
  annotations: { type: string; description?: string }[];
}

interface Suite {
  title: string;
  file?: string;
  specs?: { title: string; tests: Result[] }[];
  suites?: Suite[];
}

/** The part of Playwright's JSON report that is read. */
export interface Report {
  suites: Suite[];
}

interface Case {
  group: string;
  title: string;
  results: Result[];
}

const ENGINES: Record<string, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

const casesIn = (suite: Suite, group: string): Case[] => [
  ...(suite.specs ?? []).map(({ title, tests }) => ({ group, title, results: tests })),
  ...(suite.suites ?? []).flatMap((inner) => casesIn(inner, inner.title || group)),
];

const isHostile = ({ file = '', title }: Suite): boolean => /(^|[/\\])hostile[/\\]/.test(file || title);

/** Merges what Playwright lists once for each engine: a case is one row. */
function merged(cases: Case[]): Case[] {
  const rows = new Map<string, Case>();
  for (const { group, title, results } of cases) {
    const key = `${group}\n${title}`;
    const row = rows.get(key) ?? { group, title, results: [] };
    row.results.push(...results);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function cell(result: Result | undefined): string {
  if (!result) return 'not run';
  if (result.status === 'expected') return 'passed';
  if (result.status !== 'skipped') return `**${result.status === 'flaky' ? 'flaky' : 'failed'}**`;
  const reason = result.annotations.find(({ type }) => type === 'skip')?.description;
  return `not possible here${reason ? `: ${reason}` : ''}`;
}

const escaped = (text: string): string => text.replace(/\|/g, '\\|').replace(/</g, '&lt;');
const row = (cells: string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "given A, then B" as two cells. */
function parts(title: string): [page: string, holds: string] {
  const [, page = title, holds = ''] = /^given (.*?), then (.*)$/.exec(title) ?? [];
  return [capitalised(page), holds];
}

/**
 * The cases of the hostile specs, grouped as their files group them.
 * @throws Error where the report holds none of them
 */
export function hostileTable({ suites }: Report): string {
  const cases = merged(suites.filter(isHostile).flatMap((suite) => casesIn(suite, suite.title)));
  if (!cases.length) throw new Error('the report holds no hostile page');
  const seen = new Set(cases.flatMap(({ results }) => results.map(({ projectName }) => projectName)));
  const engines = Object.keys(ENGINES).filter((engine) => seen.has(engine));
  const groups = [...new Set(cases.map(({ group }) => group))];
  const head = [
    row(['The page, and what happens', 'What holds', ...engines.map((engine) => ENGINES[engine] ?? engine)]),
    row(['---', '---', ...engines.map(() => '---')]),
  ];
  return groups
    .map((group) => {
      const rows = cases.filter((one) => one.group === group);
      const lines = rows.map(({ title, results }) =>
        row([
          ...parts(title),
          ...engines.map((engine) => cell(results.find(({ projectName }) => projectName === engine))),
        ]),
      );
      return [`### ${group}`, '', ...head, ...lines].join('\n');
    })
    .join('\n\n');
}
