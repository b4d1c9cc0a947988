// Is a hit what the Tracking HTTP API documents allow? Asked of the collector's contract, which knows nothing of the tracker.
import { checkContract } from '../../demo/collector/contract/contract.js';
import { parseQuery } from '../../demo/collector/parameters.js';
import type { Parameter, Violation } from '../../demo/collector/types.js';

/** How hits begin that the tracker itself has worded. */
const ACTION = /^(action_name|e_c|search|idgoal|link|download|ping|c_n|c_i)=/;

/** With these, a page puts text of its own into every hit, or names an address whose query belongs to every hit. */
const OWN_TEXT_IN_ALL = [
  ...['appendToTrackingUrl', 'setCustomRequestProcessing', 'addPlugin', 'setTrackerUrl', 'addTracker'],
];

/** Hits that the page words itself. */
const OWN_TEXT = ['trackRequest', 'queueRequest', 'trackLink'];

/** Parameters whose content is the page's own business once it has called the method: they travel as they are. */
const OWN_CONTENT: Record<string, string> = {
  setSiteId: 'idsite',
  setPageViewId: 'pv_id',
  setCustomUrl: 'url',
  setReferrerUrl: 'urlref',
  setReferralUrlMaxLength: '_ref',
  setReferrerUrlMaxLength: '_ref',
};

const NUMBERS = ['e_v', 'revenue', 'ec_st', 'ec_tx', 'ec_sh', 'ec_dt', '_pkp'];
const OPTIONAL = ['ec_st', 'ec_tx', 'ec_sh', 'ec_dt', 'search_count'];
const FILLED = ['e_c', 'e_a', 'uid', 'ec_id', '_pks', 'search'];

/** A number as shops print it: the original sends it as it is, and so do we; the documents want it plain. */
const isPrinted = (value: string): boolean => /^[-+]?[\s.,]*\d[\d\s.,]*(e[-+]?\d+)?$/i.test(value);

/**
 * What the original's pages may send although the documents frown at it, put into the words of the documents.
 * Whatever is not listed here has to be right as it is.
 */
function tolerated([name, value]: Parameter, methods: ReadonlySet<string>): Parameter[] {
  const isOwn = Object.entries(OWN_CONTENT).some(([method, own]) => own === name && methods.has(method));
  if (isOwn) return name === 'idsite' ? [[name, '1']] : [];
  if (NUMBERS.includes(name) && isPrinted(value)) return [[name, '1']];
  if (OPTIONAL.includes(name) && value === 'false') return [];
  if (FILLED.includes(name) && value.trim() === '' && (value !== '' || name === 'search')) return [[name, 'x']];
  if (name === 'ec_items') return [[name, plainItems(value)]];
  // Any digits are a dimension: the original's measure, and the server's.
  if (/^dimension\d+$/.test(name)) return [];
  return [[name, value]];
}

function plainItems(json: string): string {
  const items = JSON.parse(json) as unknown[][];
  const plainNumber = (value: unknown): unknown => (typeof value === 'string' && isPrinted(value) ? 1 : value);
  return JSON.stringify(
    items.map(([sku, name, category, ...numbers]) => [sku, name, category, ...numbers.map(plainNumber)]),
  );
}

/** Is this hit the page's own text, so that nobody else can answer for its content? */
export function isOwnText(text: string, methods: ReadonlySet<string>): boolean {
  if (OWN_TEXT_IN_ALL.some((method) => methods.has(method))) return true;
  return OWN_TEXT.some((method) => methods.has(method)) && !ACTION.test(text);
}

/** @param methods - the methods that were called on the page so far */
export function violations(text: string, methods: ReadonlySet<string>): Violation[] {
  if (!ACTION.test(text)) return [{ parameter: '', message: `does not begin with an action: ${text.slice(0, 60)}` }];
  const parameters = parseQuery(text).flatMap((parameter) => tolerated(parameter, methods));
  // Addresses of links are passed on as the page gives them.
  return checkContract(parameters).violations.filter(
    ({ parameter }) => !(['link', 'download'].includes(parameter) && methods.has('trackLink')),
  );
}
