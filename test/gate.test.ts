// @vitest-environment happy-dom
// The visitor's choice in another tab counts in this one, before every request.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW, event } from './support/commands';
import { names } from './support/cookies';
import { START, VISITOR, openPage } from './support/page';
import { ID, SESSION, SITE, setUndeletable } from './support/tracker-cookies';

const LATER = String(START + 100);

/** Attributes with which setting a cookie deletes it. */
const GONE = 'path=/;max-age=-1';

describe('an objection in another tab', () => {
  it('given a single hit, then it is held, and the cookies that are left go', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW] });
    page.cookies.set('mtm_consent_removed', LATER);
    await page.track(EVENT);
    expect(page.params()).toHaveLength(1);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: LATER });
    expect(names(page.cookies.writes), 'of a consent that is not there').not.toContain('mtm_consent');
    expect(page.tracker.hasConsent()).toBe(false);
  });

  it('given hits that wait for the gap behind a first one, then they are held, too', async () => {
    const page = await openPage({ ...SITE, commands: [VIEW, EVENT, EVENT] });
    expect(page.params()).toHaveLength(1);
    page.cookies.set('mtm_consent_removed', LATER);
    await page.pass(5000);
    page.leave();
    expect(page.params()).toHaveLength(1);
  });

  it('given hits in the request queue, then the batch is held, and sent when the visitor consents again', async () => {
    const page = await openPage({
      ...SITE,
      commands: [VIEW, ['queueRequest', 'e_c=q&e_a=1'], ['queueRequest', 'e_c=q&e_a=2']],
    });
    page.cookies.set('mtm_consent_removed', LATER);
    await page.pass(10_000);
    expect(page.params()).toHaveLength(1);
    const hits = await page.track(['setConsentGiven']);
    expect(hits.map(({ e_a }) => e_a)).toEqual(['1', '2']);
  });

  it('given a held batch, when the visitor consents in another tab, then it goes out once, also when the page is left', async () => {
    const page = await openPage({
      ...SITE,
      commands: [VIEW, ['queueRequest', 'e_c=q&e_a=1'], ['queueRequest', 'e_c=q&e_a=2']],
    });
    page.cookies.set('mtm_consent_removed', LATER);
    await page.pass(10_000);
    page.cookies.set('mtm_consent_removed', '', GONE);
    page.cookies.set('mtm_consent', LATER);
    const hits = await page.track(EVENT);
    page.leave();
    expect(hits.map(({ e_a }) => e_a)).toEqual(['1', '2', 'a']);
    expect(page.params()).toHaveLength(4);
  });

  it('given the removal cookie that was there already cannot be deleted, then a new one beside it is seen', async () => {
    const page = await openPage({
      ...SITE,
      before: () => setUndeletable('mtm_consent_removed', String(START - 1000)),
      commands: [['setConsentGiven'], VIEW],
    });
    expect(page.params()).toHaveLength(1);
    page.cookies.set('mtm_consent_removed', LATER);
    await page.track(EVENT);
    expect(page.params()).toHaveLength(1);
  });

  it('given an older consent beside it, then that is deleted', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_consent: String(START) }, commands: [VIEW] });
    page.cookies.set('mtm_consent_removed', LATER);
    await page.track(EVENT);
    expect(page.cookies.all()).toEqual({ mtm_consent_removed: LATER });
  });
});

describe('consent in another tab', () => {
  it('given held hits, then they leave together with the next one’s turn, before it', async () => {
    const page = await openPage({ commands: [['requireConsent'], event('a'), event('b'), event('c')] });
    page.cookies.set('mtm_consent', String(START));
    page.push(event('d'));
    expect(page.requests()).toHaveLength(1);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(['a', 'b', 'c']);
    await page.pass(801);
    expect(page.params().map(({ e_a }) => e_a)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('given hits that are held, then they go out before the next one, with the visitor of the other tab', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW] });
    page.cookies.set('mtm_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const hits = await page.track(EVENT);
    expect(hits.map(({ action_name, e_a }) => action_name ?? e_a)).toEqual(['T1', 'a']);
    expect(hits.map(({ _id, consent }) => [_id, consent])).toEqual([
      [VISITOR, '1'],
      [VISITOR, '1'],
    ]);
  });

  it('given no further hit, then what is held goes out when the page is left, and no cookie is deleted', async () => {
    const page = await openPage({ ...SITE, commands: [['requireConsent'], VIEW] });
    page.cookies.set('mtm_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    page.leave();
    expect(page.params().map(({ action_name, _id }) => [action_name, _id])).toEqual([['T1', VISITOR]]);
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent', ID, SESSION]);
  });

  it('given the site has disabled cookies, or waits for cookie consent, then they stay off', async () => {
    for (const command of ['disableCookies', 'requireCookieConsent']) {
      const page = await openPage({ ...SITE, commands: [[command], ['requireConsent'], VIEW] });
      page.cookies.set('mtm_consent', LATER);
      const [view] = await page.track(EVENT);
      expect(view).toMatchObject({ action_name: 'T1', _id: '', consent: '1' });
      expect(page.cookies.writes).toEqual([]);
    }
  });

  it.each(['disableCookies', 'requireCookieConsent'])(
    'given %s and an objection on this page, when consent to tracking comes back there, then cookies stay off',
    async (command) => {
      const page = await openPage({ ...SITE, commands: [[command], VIEW, ['optUserOut']] });
      page.cookies.set('mtm_consent_removed', '', GONE);
      page.cookies.set('mtm_consent', LATER);
      const [event] = await page.track(EVENT);
      expect(event).toMatchObject({ e_a: 'a', _id: '', consent: '1' });
      expect(page.cookies.all()).toEqual({ mtm_consent: LATER });
    },
  );

  it('given the visitor objected on this page and cannot delete an older consent, then only a new one counts', async () => {
    const old = () => setUndeletable('mtm_consent', String(START - 1000));
    const page = await openPage({ ...SITE, before: old, commands: [VIEW, ['optUserOut']] });
    page.cookies.set('mtm_consent_removed', '', GONE);
    expect(await page.track(EVENT)).toEqual([]);
    page.cookies.set('mtm_consent', LATER);
    document.cookie = 'mtm_consent=;path=/;domain=.a.test;max-age=-1';
    expect(await page.track(EVENT)).toHaveLength(2);
  });
});

describe('cookie consent in another tab', () => {
  it('given it is given there, then the next hit has the visitor, and leaving deletes nothing', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    page.cookies.set('mtm_cookie_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ _id: VISITOR, _idn: '0' });
    page.leave();
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_cookie_consent', ID, SESSION]);
  });

  it('given it is given there and nothing more is tracked here, then leaving deletes nothing', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    page.cookies.set('mtm_cookie_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    page.leave();
    expect(page.cookies.all()[ID]).toContain(VISITOR);
  });

  it('given it is withdrawn there, then no hit brings a cookie back', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: LATER },
      commands: [['requireCookieConsent'], VIEW],
    });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    page.cookies.set('mtm_cookie_consent', '', GONE);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ _id: '', _idn: '1' });
    page.leave();
    expect(page.cookies.all()).toEqual({});
  });

  it('given it was remembered here before anything was tracked, and is withdrawn there, then no hit has a visitor', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent']] });
    page.push(['rememberCookieConsentGiven']);
    page.cookies.set('mtm_cookie_consent', '', GONE);
    const [view] = await page.track(VIEW);
    expect(view).toMatchObject({ _id: '' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given it is withdrawn there, and a visitor stored since, then no hit deletes it', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: LATER },
      commands: [['requireCookieConsent'], VIEW],
    });
    page.cookies.set('mtm_cookie_consent', '', GONE);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const hits = await page.track(EVENT, EVENT);
    expect(hits.map(({ _id }) => _id)).toEqual(['', '']);
    expect(page.cookies.all()[ID]).toContain(VISITOR);
  });

  it('given consent to tracking is remembered there, and that to cookies withdrawn, then hits are sent without cookies', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: LATER },
      commands: [['requireConsent'], ['requireCookieConsent'], VIEW],
    });
    page.cookies.set('mtm_consent', LATER);
    page.cookies.set('mtm_cookie_consent', '', GONE);
    const hits = await page.track(EVENT, EVENT);
    expect(hits.map(({ _id }) => _id)).toEqual(['', '', '']);
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent']);
  });

  it('given it is withdrawn there with an objection, when that is taken back, then its visitor is the one here', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: LATER },
      commands: [['requireCookieConsent'], VIEW],
    });
    page.cookies.set('mtm_cookie_consent', '', GONE);
    page.cookies.set('mtm_consent_removed', LATER);
    await page.track(EVENT);
    page.cookies.set('mtm_consent_removed', '', GONE);
    page.cookies.set('mtm_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const hits = await page.track(EVENT);
    expect(hits.map(({ _id, _idn }) => [_id, _idn])).toEqual([
      [VISITOR, '0'],
      [VISITOR, '0'],
    ]);
  });

  it('given it is withdrawn here and given there before the next hit, then the next hit has the visitor', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: String(START - 100) },
      commands: [['requireCookieConsent'], VIEW],
    });
    page.push(['forgetCookieConsentGiven']);
    page.cookies.set('mtm_cookie_consent', LATER);
    page.cookies.set(ID, `${VISITOR}.1790000000.`);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ _id: VISITOR });
  });

  it.each([
    ['before', ['disableCookies', 'requireCookieConsent']],
    ['after', ['requireCookieConsent', 'disableCookies']],
  ])('given the page has disabled cookies %s it was required, then they stay off', async (_, methods) => {
    const page = await openPage({ ...SITE });
    page.push(...methods.map((method) => [method]), VIEW);
    page.cookies.set('mtm_cookie_consent', LATER);
    const [event] = await page.track(EVENT);
    expect(event).toMatchObject({ e_a: 'a', _id: '' });
    expect(page.cookies.all()).toEqual({ mtm_cookie_consent: LATER });
  });

  it('given it was not required here, then that cookie means nothing', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_cookie_consent: LATER }, commands: [VIEW] });
    page.cookies.set('mtm_cookie_consent', '', GONE);
    const [event] = await page.track(EVENT);
    expect(event?.['_id']).toBe(page.params()[0]?.['_id']);
  });

  it('given it was given here without being remembered, then it holds for this page', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], ['setCookieConsentGiven'], VIEW] });
    const [event] = await page.track(EVENT);
    expect(event?.['_id']).toMatch(/^[\da-f]{16}$/);
  });
});
