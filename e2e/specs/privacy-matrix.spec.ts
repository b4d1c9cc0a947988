// No step of a visit stores anything, or reads anything from the device, that the visitor's choice forbids.
import { takeAccesses, watchAccesses, type Access, type Subject } from '../support/access-watch';
import { receivedHits, settledHits } from '../support/hits';
import { STATES, openProfile, type PrivacyState } from '../support/privacy-states';
import { STEPS, servePages, walk, type Step } from '../support/privacy-walk';
import { html } from '../support/snippet';
import { expect, test } from '../support/test';

test.beforeEach(({ engine }) => {
  test.skip(!engine.can('privacyStates'), 'the driver cannot put the browser into these states and watch its pages');
});

const DEVICE: Subject[] = ['screen', 'plugins', 'client hints', 'browser', 'canvas'];
const STORAGE: Subject[] = ['cookie', 'localStorage', 'sessionStorage', 'other storage'];

interface Rule {
  state: PrivacyState;
  mayStore?: boolean;
  mayReadDevice?: boolean;
  /** When leftovers of an earlier consent are deleted; only then may the tracker look for them. */
  deletes: 'always' | 'when left' | 'never';
  /** Kinds of the hits, and whether they carry a visitor ID. */
  hits: string[];
}

// The ping carries the load times of the second page, whose view was sent before the page had loaded.
const ALL = ['view', 'content', 'event', 'link', 'view', 'content', 'ping'];
const known = (hits: string[]): string[] => hits.map((hit) => `${hit} of a visitor`);

const RULES: Rule[] = [
  { state: STATES.consentRequired, deletes: 'when left', hits: [] },
  { state: STATES.cookieConsentRequired, mayReadDevice: true, deletes: 'when left', hits: ALL },
  { state: STATES.cookiesDisabled, mayReadDevice: true, deletes: 'always', hits: ALL },
  { state: STATES.optedOut, deletes: 'always', hits: [] },
  { state: STATES.doNotTrack, deletes: 'always', hits: [] },
  { state: STATES.globalPrivacyControl, deletes: 'always', hits: [] },
  { state: STATES.cookiesBlocked, mayStore: true, mayReadDevice: true, deletes: 'never', hits: known(ALL) },
  { state: STATES.exempt, deletes: 'when left', hits: ['view', 'event', 'view'] },
  // This state proves that the spec sees accesses at all.
  { state: STATES.unrestricted, mayStore: true, mayReadDevice: true, deletes: 'never', hits: known(ALL) },
];

const isForbidden = ({ mayStore, mayReadDevice, deletes }: Rule, step: Step, { subject, act }: Access): boolean => {
  if (DEVICE.includes(subject)) return !mayReadDevice;
  if (!STORAGE.includes(subject) || mayStore) return false;
  // Consent and opt-out are cookies themselves: they are read in every state.
  if (subject === 'cookie' && act === 'read') return false;
  return act === 'write' || !(deletes === 'always' || (deletes === 'when left' && step === 'leave'));
};

const describeHit = ({ action_name, e_c, link, c_n, ping, _id }: Record<string, string>): string => {
  const kind = action_name ? 'view' : e_c ? 'event' : link ? 'link' : c_n ? 'content' : ping ? 'ping' : 'other';
  return _id ? `${kind} of a visitor` : kind;
};

const VISITORS = [
  { visitor: 'a new visitor' },
  { visitor: 'a visitor of before', hasLeftovers: true },
  { visitor: 'a visitor of before, and a script that comes late', hasLeftovers: true, isLate: true },
];

/** Ways to the entries of a storage, and how the watch has to note them. */
const WAYS: [way: string, run: () => unknown, noted: string][] = [
  ['getItem', () => localStorage.getItem('a'), 'read a'],
  ['a property', () => localStorage.b as unknown, 'read b'],
  ['in', () => 'a' in localStorage, 'read a'],
  ['key', () => localStorage.key(0), 'read *'],
  ['length', () => localStorage.length, 'read *'],
  ['Object.keys', () => Object.keys(localStorage), 'read *'],
  ['setItem', () => localStorage.setItem('a', '1'), 'write a'],
  ['a new property', () => (localStorage.b = '1'), 'write b'],
  ['removeItem', () => localStorage.removeItem('a'), 'delete a'],
  ['delete', () => delete localStorage.b, 'delete b'],
  ['clear', () => localStorage.clear(), 'delete *'],
];

test('given a watched page, when it gets at its storage in any way, then each is noted', async ({ browser, pages }) => {
  const context = await browser.newContext();
  await watchAccesses(context);
  const page = await context.newPage();
  pages.set('/', html('Storage'));
  await page.goto(pages.url('/'));
  const seen = [];
  for (const [way, run] of WAYS) {
    await page.evaluate(run);
    seen.push([way, (await takeAccesses(page)).map(({ act, name }) => `${act} ${name}`)]);
  }
  await context.close();
  expect(seen).toEqual(WAYS.map(([way, , noted]) => [way, [noted]]));
});

for (const rule of RULES) {
  const hasStorage = !rule.state.blocksCookies;
  for (const { visitor, hasLeftovers = false, isLate = false } of VISITORS) {
    if (hasLeftovers && !hasStorage) continue;
    // Leftovers that are always deleted may be read, however late the script comes.
    if (isLate && rule.deletes === 'always') continue;
    test(`given ${rule.state.name} and ${visitor}, then no step accesses what is forbidden`, async ({
      browser,
      pages,
    }) => {
      servePages(pages, rule.state, { isLate });
      const profile = await openProfile(browser, rule.state, { hasLeftovers });
      try {
        const page = await profile.context.newPage();
        const touched = await walk(page, pages, rule.state);
        for (const step of STEPS) {
          const forbidden = touched[step].filter((access) => isForbidden(rule, step, access));
          expect.soft(forbidden, `${rule.state.name}: ${step}`).toEqual([]);
        }
        const subjects = new Set(touched['page load'].map(({ subject }) => subject));
        expect([subjects.has('screen'), subjects.has('plugins'), subjects.has('client hints')]).toEqual(
          Array(3).fill(!!rule.mayReadDevice),
        );
        const isDeletedLate = hasLeftovers && rule.deletes === 'when left';
        expect(touched.leave.some(({ subject, act }) => subject === 'cookie' && act === 'delete')).toBe(isDeletedLate);

        const isPing = (hit: string): boolean => hit.startsWith('ping');
        const certain = rule.hits.filter((hit) => !isPing(hit));
        // What leaves with the last page may take longer than the silence that proves that nothing more comes.
        await expect.poll(() => receivedHits(pages.requests).length).toBeGreaterThanOrEqual(certain.length);
        const hits = (await settledHits(pages.requests)).map(describeHit);
        const expected = hits.some(isPing) ? rule.hits : certain;
        expect(hits.sort()).toEqual([...expected].sort());
        const stored = (await profile.context.cookies(pages.url('/'))).map(({ name }) => name);
        const own = stored.filter((name) => name.startsWith('_pk_'));
        if (!rule.mayStore) expect(own, 'leftovers are gone').toEqual([]);
        else expect(own.length > 0).toBe(!rule.state.blocksCookies);
      } finally {
        await profile.close();
      }
    });
  }
}
