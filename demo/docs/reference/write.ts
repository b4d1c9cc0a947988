// `npm run docs:api`: writes the API reference from the source.
import { writeFileSync } from 'node:fs';
import { readReference } from './methods.js';
import { PAGE, referencePage } from './page.js';

writeFileSync(PAGE, await referencePage(readReference()));
