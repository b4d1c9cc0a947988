// @ts-check
// The inspector: keeps the hits, and redraws the page when they, the filter or the connection change.

/** @import { Filter } from './filter.js' */
/** @import { StreamState } from './stream.js' */

import { createAnnouncer } from './announcer.js';
import { clearAll, openEvents, readHits, readVisits } from './api.js';
import { byId, setText } from './dom.js';
import { createFilterForm } from './filter-form.js';
import { fromQuery, isFiltering, NO_FILTER, toQuery } from './filter.js';
import { createList } from './list.js';
import { createRoving } from './roving.js';
import { CONNECTION, emptinessOf, olderText, totalsOf, waitingText } from './status.js';
import { createStore } from './store.js';
import { createStream } from './stream.js';
import { viewOf } from './view.js';

/** Number of hits that this page holds; the collector's database has all of them. */
const MOST_HELD = 10_000;

/** Hits that are read from the collector at first, and how many more on demand. */
const HISTORY_STEP = 1000;

/** Hits in the list at first, and how many more on demand. */
const LIST_STEP = 500;

/** Hits that arrive within this time are drawn at once, ms. */
const DRAW_AFTER = 50;

/** A page in the background closes its connection after this time, ms: browsers allow only a few for each host. */
const SLEEP_AFTER = 60_000;

const store = createStore(MOST_HELD);
const visits = byId('visits', HTMLElement);
const totals = byId('totals', HTMLElement);
const connection = byId('connection', HTMLElement);
const pause = byId('pause', HTMLButtonElement);
const older = byId('older', HTMLButtonElement);
const problem = byId('problem', HTMLElement);
const confirm = byId('confirm', HTMLDialogElement);

let filter = fromQuery(location.search);
/** @type {StreamState} */
let state = 'connecting';
/** The newest hit to show; Infinity when not paused. */
let upTo = Infinity;
let listMost = LIST_STEP;
/** Whether hits arrived since the last drawing. */
let arrived = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let drawing;

const announcer = createAnnouncer(byId('news', HTMLElement));
const roving = createRoving(visits);
const filterForm = createFilterForm({ filter, onChange: useFilter });
const list = createList(visits, {
  onVisitor: (key) => chooseFilter({ ...filter, visitor: filter.visitor === key ? '' : key }),
  onFind: (text) => chooseFilter({ ...filter, text }),
});

const stream = createStream({
  connect: openEvents,
  load: loadHistory,
  onHit({ hit, visit }) {
    store.add(hit, visit);
    arrived = true;
    if (upTo === Infinity) announcer.arrived(hit);
    drawSoon();
  },
  onCleared() {
    store.clear();
    announcer.silence();
    listMost = LIST_STEP;
    draw();
  },
  onState(now) {
    state = now;
    connection.dataset.state = now;
    setText(connection, CONNECTION[now]);
    drawSoon();
  },
});

async function loadHistory() {
  const [{ hits, complete }, visits] = await Promise.all([readHits(HISTORY_STEP), readVisits()]);
  return () => {
    store.replace(hits, visits, complete);
    // The collector has restarted its numbers: all present hits have arrived after the pause.
    if (upTo !== Infinity && store.newest() < upTo) upTo = 0;
    showProblem('');
    draw();
  };
}

async function loadOlder() {
  const before = store.oldest();
  const { hits, complete } = await readHits(HISTORY_STEP, before);
  store.extend(hits, before, complete);
}

function drawSoon() {
  drawing ??= setTimeout(draw, DRAW_AFTER);
}

function draw() {
  clearTimeout(drawing);
  drawing = undefined;
  const hits = store.hits();
  const view = viewOf(hits, { filter, upTo, most: listMost });
  list.show(view.groups, { visit: store.visit, visitor: filter.visitor, now: Date.now(), mark: arrived });
  arrived = false;
  filterForm.showCounts(view);
  roving.refresh();

  const empty = emptinessOf(view, state);
  for (const kind of ['connecting', 'lost', 'none', 'filtered']) {
    byId(`empty-${kind}`, HTMLElement).hidden = empty !== kind;
  }
  setText(totals, totalsOf(view, { filtering: isFiltering(filter), more: store.hasMore() }));
  totals.hidden = view.total === 0;
  setText(byId('waiting', HTMLElement), waitingText(view.waiting));
  showEnd(view);
}

/** @param {import('./view.js').View} view */
function showEnd(view) {
  const full = store.isFull();
  const text = olderText(view, { step: LIST_STEP, more: store.hasMore(), full });
  const hadFocus = document.activeElement === older;
  setText(older, text);
  older.hidden = text === '';
  const kept = full && store.hasMore() && text === '';
  setText(byId('kept', HTMLElement), kept ? 'Older hits stay in the database; this page holds no more.' : '');
  byId('end', HTMLElement).hidden = text === '' && !kept;
  if (hadFocus && older.hidden) roving.focusLast();
}

/** @param {string} text empty when all is well */
function showProblem(text) {
  setText(problem, text);
  problem.hidden = text === '';
}

/** @param {Filter} wanted */
function useFilter(wanted) {
  filter = wanted;
  listMost = LIST_STEP;
  history.replaceState(null, '', location.pathname + toQuery(filter));
  draw();
}

/** @param {Filter} wanted chosen elsewhere than in the form */
function chooseFilter(wanted) {
  filterForm.write(wanted);
  useFilter(wanted);
}

function togglePause() {
  upTo = upTo === Infinity ? store.newest() : Infinity;
  const paused = upTo !== Infinity;
  if (paused) announcer.silence();
  pause.setAttribute('aria-pressed', String(paused));
  byId('paused', HTMLElement).hidden = !paused;
  if (!paused) arrived = true;
  draw();
}

older.addEventListener('click', async () => {
  listMost += LIST_STEP;
  const view = viewOf(store.hits(), { filter, upTo, most: listMost });
  if (view.listed < listMost && store.hasMore() && !store.isFull()) {
    await loadOlder().catch(() => showProblem('The collector did not send older hits.'));
  }
  draw();
});

pause.addEventListener('click', togglePause);
byId('resume', HTMLButtonElement).addEventListener('click', () => {
  togglePause();
  pause.focus();
});
byId('reset-here', HTMLButtonElement).addEventListener('click', () => {
  chooseFilter(NO_FILTER);
  byId('text', HTMLInputElement).focus();
});
byId('clear', HTMLButtonElement).addEventListener('click', () => confirm.showModal());
confirm.addEventListener('close', async () => {
  if (confirm.returnValue !== 'yes') return;
  confirm.returnValue = '';
  await clearAll().then(
    () => showProblem(''),
    () => showProblem('The collector did not delete the hits.'),
  );
});

const showFilter = byId('show-filter', HTMLButtonElement);
showFilter.addEventListener('click', () => {
  const open = byId('filter', HTMLElement).classList.toggle('open');
  showFilter.setAttribute('aria-expanded', String(open));
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let sleeping;
document.addEventListener('visibilitychange', () => {
  clearTimeout(sleeping);
  if (document.hidden) sleeping = setTimeout(() => stream.sleep(), SLEEP_AFTER);
  else stream.start();
});
addEventListener('pagehide', () => stream.sleep());
addEventListener('pageshow', (event) => event.persisted && stream.start());

setText(
  byId('example', HTMLElement),
  `curl '${location.origin}/matomo.php?idsite=1&rec=1&action_name=Hello&url=${location.origin}/hello'`,
);
stream.start();
