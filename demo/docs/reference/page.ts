// The API reference as a page of the guides: methods by subject, each under a heading of its own.
import { format, resolveConfig } from 'prettier';
import type { Method, Parameter, Reference } from './methods.js';

/** The page, and how it is written again. */
export const PAGE = 'demo/docs/api.md';

/** Headings and guides of the subjects, by their file in src/, in reading order. */
const SUBJECTS: Record<string, [title: string, guide: string]> = {
  site: ['Server and site', 'quick-start'],
  pageViews: ['Page views', 'page-views'],
  singlePage: ['Single-page apps', 'single-page-apps'],
  performance: ['Load times', 'page-views'],
  events: ['Events', 'events'],
  siteSearch: ['Site search', 'site-search'],
  goals: ['Goals', 'goals'],
  ecommerce: ['Ecommerce', 'ecommerce'],
  links: ['Links and downloads', 'links'],
  content: ['Content tracking', 'content'],
  heartbeat: ['Heartbeat', 'heartbeat'],
  customDimensions: ['Custom dimensions and data', 'custom-data'],
  customVariables: ['Custom variables', 'custom-data'],
  users: ['Visitors and users', 'visitors'],
  crossDomain: ['Cross-domain linking', 'visitors'],
  attribution: ['Attribution and own hosts', 'attribution'],
  cookieSettings: ['Cookies', 'cookies'],
  consent: ['Consent and opt-out', 'privacy'],
  exempt: ['Exempt mode', 'privacy'],
  doNotTrack: ['Privacy signals', 'privacy'],
  sampling: ['Sampling', 'sampling'],
  requests: ['Requests of any kind', 'custom-data'],
  delivery: ['Delivery', 'delivery'],
  outbox: ['Confirmed delivery', 'delivery'],
  errors: ['Errors', 'errors-and-plugins'],
  plugins: ['Plugins', 'errors-and-plugins'],
  frames: ['Frames and copies', 'troubleshooting'],
  removed: ['Kept for old pages', 'differences'],
};

/** What a subject's feature is called in the module where that is not the name of its file; '' if the module has none. */
const FEATURES: Record<string, string> = { performance: 'performanceTiming', removed: '' };

const INTRODUCTION = `# API reference

All public methods. Push them as commands, \`_paq.push(['trackEvent', 'Video', 'Play'])\`, or call them on a tracker,
\`tracker.trackEvent('Video', 'Play')\`. Methods that answer something are called on a tracker: \`_paq.push([function () {
console.log(this.getVisitorId()); }])\`.

Parameters with \`?\` may be left out. "Full script only" means \`tinypaq.js\`, not \`tinypaq.core.js\`.
With [the module](module.md), each subject names the feature to import.

This page is written from the source by a command:

\`\`\`sh
npm run docs:api
\`\`\`
`;

const MORE_TYPES: Reference['types'] = [
  ['unknown', 'anything; where a setting is switched, what counts is whether it is truthy'],
];

/** Sections of the guides that say more of a type. */
const TYPE_GUIDES: Record<string, string> = { Callback: 'delivery.md#callbacks' };

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const shown = ({ name, isOptional, isRest }: Parameter): string =>
  isRest ? `...${name}` : isOptional ? `${name}?` : name;

const table = (parameters: readonly Parameter[]): string[] => {
  if (!parameters.length) return [];
  const rows = parameters.map(
    (parameter) => `| \`${shown(parameter)}\` | \`${cell(parameter.type)}\` | ${cell(parameter.description)} |`,
  );
  return ['| parameter | type | |', '| --- | --- | --- |', ...rows, ''];
};

const notes = ({ sends, isInCore, since }: Method): string => {
  const age = since.startsWith('tinypaq') ? `New in ${since}.` : since === 'matomo 5.2' ? '' : `In ${since}.`;
  return [sends && `Sends ${sends}.`, isInCore ? '' : 'Full script only.', age].filter(Boolean).join(' ');
};

const section = (method: Method): string =>
  [
    `### ${method.name}`,
    '',
    `\`${method.name}(${method.parameters.map(shown).join(', ')})${method.returns === 'void' ? '' : `: ${method.returns}`}\``,
    '',
    method.description,
    '',
    ...table(method.parameters),
    method.result && `Answers ${method.result.replace(/\.$/, '')}.`,
    '',
    notes(method),
    '',
  ].join('\n');

const typeTable = ({ types }: Reference): string =>
  [
    '## Types of arguments',
    '',
    '| type | is |',
    '| --- | --- |',
    ...[...types, ...MORE_TYPES].map(([name, description]) => {
      const guide = TYPE_GUIDES[name];
      return `| \`${name}\` | ${cell(description)}${guide ? ` [Guide](${guide})` : ''} |`;
    }),
    '',
  ].join('\n');

const subject = (file: string, { methods, subjects }: Reference): string => {
  const [title = '', guide = ''] = SUBJECTS[file] ?? [];
  const own = methods.filter((method) => method.file === file);
  const names = own.map(({ name }) => `[\`${name}\`](#${name.toLowerCase()})`).join(', ');
  const feature = FEATURES[file] ?? file;
  return [
    `## ${title}`,
    '',
    `${subjects.get(file) ?? ''} [Guide](${guide}.md)${feature && `. Feature: \`${feature}\`.`}`,
    '',
    names,
    '',
    ...own.map(section),
  ].join('\n');
};

/** The page's text. @throws for methods of a subject that has no place on it */
export const referencePage = async (reference: Reference): Promise<string> => {
  const homeless = reference.methods.filter(({ file }) => !(file in SUBJECTS));
  if (homeless.length)
    throw new Error(`no subject for ${homeless.map(({ name, file }) => `${name} (${file})`).join()}`);
  const text = [
    INTRODUCTION,
    ...Object.keys(SUBJECTS).map((file) => subject(file, reference)),
    typeTable(reference),
  ].join('\n');
  return format(text, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
};
