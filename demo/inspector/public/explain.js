// @ts-check
// What each parameter of the Tracking HTTP API means, in a few words.
// See https://developer.matomo.org/api-reference/tracking-api

/** @type {Readonly<Record<string, string>>} */
const EXPLANATIONS = {
  // Required and recommended
  idsite: 'Site the hit belongs to',
  rec: '1: record this request',
  action_name: 'Page title; slashes make a tree',
  url: 'Address of the page',
  _id: 'Visitor ID, 16 hexadecimal digits',
  _idn: '1: this visitor was new when the hit was made',
  r: 'Random number against caches',
  rand: 'Random number against caches',
  apiv: 'Version of the API, always 1',

  // Visitor and device
  urlref: 'Address of the page the visitor came from',
  res: 'Screen size in pixels',
  h: 'Local time of the visitor: hour',
  m: 'Local time of the visitor: minute',
  s: 'Local time of the visitor: second',
  cookie: '1: the browser accepts cookies',
  pdf: '1: the browser shows PDF files',
  fla: '1: Flash plugin',
  java: '1: Java plugin',
  dir: '1: Director plugin',
  qt: '1: QuickTime plugin',
  realp: '1: RealPlayer plugin',
  wma: '1: Windows Media plugin',
  gears: '1: Gears plugin',
  ag: '1: Silverlight plugin',
  ua: 'User agent, instead of the HTTP header',
  uadata: 'Client hints: browser, version and platform, as JSON',
  lang: 'Languages, instead of the HTTP header Accept-Language',
  cs: 'Character set of the page when it is not UTF-8',
  uid: 'User ID given by the site after a login',
  cid: 'Visitor ID that overrides all others (needs a token)',
  new_visit: '1: begin a new visit with this hit',
  consent: '1: the visitor consented to tracking',

  // Visit counters of older servers
  _idts: 'Time of the first visit, unix seconds',
  _idvc: 'Number of visits so far',
  _viewts: 'Time of the previous visit, unix seconds',
  _ects: 'Time of the last order, unix seconds',

  // Attribution
  _rcn: 'Campaign that conversions are credited to',
  _rck: 'Keyword of that campaign',
  _ref: 'Referrer that conversions are credited to',
  _refts: 'Time that referrer or campaign was seen, unix seconds; 0 for none',

  // Custom data
  cvar: 'Custom variables of the page, as JSON',
  _cvar: 'Custom variables of the visit, as JSON',
  e_cvar: 'Custom variables of the event, as JSON',
  data: 'Custom data, as JSON',

  // Actions
  link: 'Address of the outlink that was followed',
  download: 'Address of the file that was downloaded',
  search: 'Keyword searched for on the site',
  search_cat: 'Category the search was made in',
  search_count: 'Number of results; 0 counts as a search without result',
  pv_id: 'Page view this hit belongs to, six characters',
  idgoal: 'Goal that is reached; 0 for orders and carts',
  revenue: 'Money gained by the goal, the order or in the cart',
  ca: '1: custom action, never to be counted as a page view',
  ping: '1: no action of its own: heartbeat or load times',

  // Events
  e_c: 'Event category',
  e_a: 'Event action',
  e_n: 'Event name',
  e_v: 'Event value, a number',

  // Content tracking
  c_n: 'Name of the content block',
  c_p: 'Content piece: what was shown',
  c_t: 'Content target: where it leads',
  c_i: 'What the visitor did with the content',

  // Ecommerce
  ec_id: 'Order number',
  ec_items: 'Items as JSON: SKU, name, category, price, quantity',
  ec_st: 'Sum without shipping',
  ec_tx: 'Tax',
  ec_sh: 'Shipping',
  ec_dt: 'Discount',
  _pkc: 'Category of the product viewed',
  _pkp: 'Price of the product viewed',
  _pks: 'SKU of the product viewed',
  _pkn: 'Name of the product viewed',

  // Page performance
  pf_net: 'Connecting to the server, ms',
  pf_srv: 'Server making the page, ms',
  pf_tfr: 'Transferring the page, ms',
  pf_dm1: 'Processing the page until it can be used, ms',
  pf_dm2: 'Loading media and scripts, ms',
  pf_onl: 'Scripts waiting for the load event, ms',
  gt_ms: 'Server making the page, ms (older servers)',

  // Media
  ma_id: 'Identifies one playing of the medium',
  ma_ti: 'Title of the medium',
  ma_re: 'Address of the medium',
  ma_mt: 'video or audio',
  ma_pn: 'Name of the player',
  ma_st: 'Seconds played',
  ma_le: 'Length, seconds',
  ma_ps: 'Position, seconds',
  ma_ttp: 'Seconds until it was played',
  ma_w: 'Width of the player, pixels',
  ma_h: 'Height of the player, pixels',
  ma_fs: '1: full screen',
  ma_se: 'Positions reached, seconds',

  // Crashes
  cra: 'Message of the error',
  cra_st: 'Stack trace',
  cra_tp: 'Type of the error',
  cra_ct: 'Category of the error',
  cra_ru: 'Address of the script',
  cra_rl: 'Line in the script',
  cra_rc: 'Column in the script',

  // Time, place and handling
  cdt: 'Time of the hit, instead of its arrival (UTC)',
  cdo: 'Seconds the hit is older than its arrival',
  cip: 'Address of the visitor, instead of the real one (needs a token)',
  country: 'Country code, two letters (needs a token)',
  region: 'Region code (needs a token)',
  city: 'City (needs a token)',
  lat: 'Latitude (needs a token)',
  long: 'Longitude (needs a token)',
  token_auth: 'Token that allows what needs one',
  send_image: '0: answer without an image (204)',
  bots: '1: record it even if it is a bot',
  queuedtracking: '0: handle at once, do not queue',
  debug: '1: answer with the log of the server',
  tracker_install_check: 'Check made by the server whether the tracker works',
};

/**
 * @param {string} name of a parameter, as it was sent
 * @returns {string} empty when the parameter is not known
 */
export function explain(name) {
  if (Object.hasOwn(EXPLANATIONS, name)) return EXPLANATIONS[name] ?? '';
  const dimension = /^dimension(\d{1,3})$/.exec(name)?.[1];
  return dimension === undefined ? '' : `Custom dimension ${dimension}`;
}
