// Prints a Markdown table of the hostile pages on which the tracker was tested, from the report of `npm run e2e`.
// `npm run hostile:table -- --docs` writes it to the page of the guides. The path of another report may be given.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { hostileTable, type Report } from './support/hostile-table';

const DOCS = 'demo/docs/hostile-pages.md';

const INTRODUCTION = `# Tried on hostile pages

The tracker was tested in real browsers on pages with strict policies, blocked storage, replaced built-ins and clashing names, and
in everyday situations such as slow networks, restored pages and several tabs. In every case the expected hits arrive, each once.
There is no uncaught error and no unhandled rejection, and the console has no messages except those that the case names.

A command writes this page from the results of the specs in \`e2e/specs/hostile\`:

\`\`\`sh
npm run e2e -- hostile
npm run hostile:table -- --docs
\`\`\`
`;

const { values, positionals } = parseArgs({ options: { docs: { type: 'boolean' } }, allowPositionals: true });
const file = positionals[0] ?? new URL('../test-results/e2e.json', import.meta.url);

try {
  const table = hostileTable(JSON.parse(readFileSync(file, 'utf8')) as Report);
  if (values.docs) {
    const text = `${INTRODUCTION}\n${table.replace(/^###/gm, '##')}\n`;
    writeFileSync(DOCS, await format(text, { ...(await resolveConfig(DOCS)), parser: 'markdown' }));
  } else console.log(table);
} catch (error) {
  console.error(`hostile:table: ${error instanceof Error ? error.message : String(error)}`);
  console.error('Run the specs first: npm run e2e -- hostile');
  process.exitCode = 1;
}
