// Checks a hit against the documents of the Tracking HTTP API, by the collector's contract, which knows no tracker.
import { checkContract } from '../../demo/collector/contract/contract.js';
import { parseQuery } from '../../demo/collector/parameters.js';
import type { Parameter, Violation } from '../../demo/collector/types.js';

/** The beginning of hits that the tracker itself has composed. */
const ACTION = /^(action_name|e_c|search|idgoal|link|download|ping|c_n|c_i)=/;

/** Methods by which a page adds its own text to every hit, or sets an address whose query is part of every hit. */
const OWN_TEXT_IN_ALL = [
  ...['appendToTrackingUrl', 'setCustomRequestProcessing', 'addPlugin', 'setTrackerUrl', 'addTracker'],
];

/** Methods with which the page composes a hit itself. */
const OWN_TEXT = ['trackRequest', 'queueRequest', 'trackLink'];

/** Parameters that are sent unchecked once the page has called the method. */
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

/** A number as shops print it. The original sends it unchanged, and so do we; the documents ask for a plain number. */
const isPrinted = (value: string): boolean => /^[-+]?[\s.,]*\d[\d\s.,]*(e[-+]?\d+)?$/i.test(value);

/**
 * Replaces values that the original sends, too, although the documents do not allow them, by allowed ones.
 * All other values have to be right as they are.
 */
function tolerated([name, value]: Parameter, methods: ReadonlySet<string>): Parameter[] {
  const isOwn = Object.entries(OWN_CONTENT).some(([method, own]) => own === name && methods.has(method));
  if (isOwn) return name === 'idsite' ? [[name, '1']] : [];
  if (NUMBERS.includes(name) && isPrinted(value)) return [[name, '1']];
  if (OPTIONAL.includes(name) && value === 'false') return [];
  if (FILLED.includes(name) && value.trim() === '' && (value !== '' || name === 'search')) return [[name, 'x']];
  if (name === 'ec_items') return [[name, plainItems(value)]];
  // Any digits are a dimension, as for the original and for the server.
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

/** Whether the page has composed this hit itself, so that the tracker is not responsible for its content. */
export function isOwnText(text: string, methods: ReadonlySet<string>): boolean {
  if (OWN_TEXT_IN_ALL.some((method) => methods.has(method))) return true;
  return OWN_TEXT.some((method) => methods.has(method)) && !ACTION.test(text);
}

/** @param methods - the methods that were called on the page so far */
export function violations(text: string, methods: ReadonlySet<string>): Violation[] {
  if (!ACTION.test(text)) return [{ parameter: '', message: `does not begin with an action: ${text.slice(0, 60)}` }];
  const parameters = parseQuery(text).flatMap((parameter) => tolerated(parameter, methods));
  // Addresses of links are sent as the page gives them.
  return checkContract(parameters).violations.filter(
    ({ parameter }) => !(['link', 'download'].includes(parameter) && methods.has('trackLink')),
  );
}
