// Prints which hostile pages the tracker was tried on, as Markdown: reads the report that `npm run e2e` leaves behind.
// The path of another report may be given.
import { readFileSync } from 'node:fs';
import { hostileTable, type Report } from './support/hostile-table';

const file = process.argv[2] ?? new URL('../test-results/e2e.json', import.meta.url);

try {
  console.log(hostileTable(JSON.parse(readFileSync(file, 'utf8')) as Report));
} catch (error) {
  console.error(`hostile:table: ${error instanceof Error ? error.message : String(error)}`);
  console.error('Run the specs first: E2E_BROWSERS=all npm run e2e -- hostile');
  process.exitCode = 1;
}
