// Prints which hostile pages the tracker was tried on, as Markdown: reads the report that `npm run e2e` leaves behind.
// `npm run hostile:table -- --docs` writes the page of the guides. The path of another report may be given.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { hostileTable, type Report } from './support/hostile-table';

const DOCS = 'demo/docs/hostile-pages.md';

const INTRODUCTION = `# Tried on hostile pages

What the tracker was tried on in real browsers: pages with strict policies, blocked storage, replaced built-ins and clashing names,
and what happens to pages in a browser that is used. In every case the hits that are expected arrive, each once, and there is no
uncaught error, no unhandled rejection and no message on the console but those that the case names.

This page is written by a command, from what the specs in \`e2e/specs/hostile\` reported:

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
