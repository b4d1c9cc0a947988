// @vitest-environment happy-dom
// Consent to cookies: until it is given, visitors are tracked without.
import { describe, expect, it } from 'vitest';
import { EVENT, VIEW } from '../../support/commands';
import { START, VISITOR, openPage } from '../../support/page';
import { ID, KNOWN, REFERRAL, SESSION, SITE, setUndeletable } from '../../support/tracker-cookies';

const HEX = /^[\da-f]{16}$/;
const NOW = String(START);

describe('cookie consent', () => {
  it('given it is required, then hits go out without ID, and stored cookies are kept until the page is left', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    expect(page.last()).toMatchObject({ _id: '', _idn: '1', _refts: '0' });
    expect(page.last()).not.toHaveProperty('consent');
    expect(page.cookies.writes).toEqual([]);
    page.leave();
    expect(page.cookies.all()).toEqual({});
  });

  it('given it is required when the site is known already, then stored cookies are kept, too', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN });
    page.push(['requireCookieConsent']);
    expect(page.cookies.writes).toEqual([]);
    page.push(['disableCookies']);
    expect(page.cookies.all()).toEqual({});
  });

  it('given it comes later, then a ping with the visitor as known repairs the visit', async () => {
    const page = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    const [ping] = await page.track(['setCookieConsentGiven']);
    expect(ping).toMatchObject({ ping: '1', _id: VISITOR, _idn: '0' });
    expect(page.params()).toHaveLength(2);
  });

  it('given it comes later for a new visitor, then the ping has the new ID', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    const [ping] = await page.track(['rememberCookieConsentGiven']);
    expect(ping).toMatchObject({ ping: '1', _idn: '0', _idvc: '1' });
    expect(ping?.['_id']).toMatch(HEX);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, SESSION, 'mtm_cookie_consent']);
  });

  it.each([
    ['are off, then the browser is examined again', [['requireCookieConsent']], true],
    ['are on, then nothing changes', [], false],
  ])('given the page has switched feature detection off and cookies %s', async (_, commands, isOn) => {
    const page = await openPage({ ...SITE, commands: [...commands, ['disableBrowserFeatureDetection']] });
    const [view] = await page.track(['setCookieConsentGiven'], VIEW);
    expect('res' in (view ?? {})).toBe(isOn);
  });

  it('given the hit before still waits for client hints, when it comes, then the ping follows that hit', async () => {
    let answer = (_: object): void => undefined;
    const userAgentData = { getHighEntropyValues: () => new Promise((resolve) => (answer = resolve)) };
    const page = await openPage({
      ...SITE,
      url: 'https://www.a.test/p?pk_campaign=spring',
      navigator: { userAgentData },
      commands: [['requireCookieConsent'], VIEW, ['rememberCookieConsentGiven']],
    });
    expect(page.hits()).toEqual([]);
    answer({ model: 'X' });
    await page.pass(1000);
    expect(page.params()).toMatchObject([
      { action_name: 'T1', _id: '' },
      { ping: '1', _idn: '0', _id: expect.stringMatching(HEX) as string },
    ]);
    expect(Object.keys(page.cookies.all()).sort()).toEqual([ID, REFERRAL, SESSION, 'mtm_cookie_consent']);
  });

  it.each<[what: string, commands: unknown[], then: unknown[]]>([
    ['the visitor had objected', [VIEW], [['optUserOut'], ['rememberConsentGiven']]],
    ['the visitor had taken it back', [VIEW], [['forgetCookieConsentGiven'], ['rememberCookieConsentGiven']]],
    ['cookies were disabled', [VIEW], [['disableCookies'], ['setCookieConsentGiven']]],
    ['a set ID went out', [['requireCookieConsent'], ['setVisitorId', VISITOR], VIEW], [['setCookieConsentGiven']]],
  ])(
    'given %s, when cookies are allowed again, then referrer and campaign are kept for later pages',
    async (_, commands, then) => {
      const page = await openPage({ ...SITE, url: 'http://www.a.test/p?pk_campaign=spring', commands });
      await page.pass(1000);
      await page.track(...then);
      const next = await page.goto({ ...SITE, referrer: 'http://www.a.test/p', commands: [VIEW] });
      expect(next.last()).toMatchObject({ _idn: '0', _rcn: 'spring' });
    },
  );

  it('given hits are held on an earlier view, when consent comes, then these begin the visit, with their campaign', async () => {
    const page = await openPage({
      ...SITE,
      url: 'http://www.a.test/?pk_campaign=spring',
      commands: [VIEW, ['optUserOut'], ['trackGoal', 7]],
    });
    await page.pass(1000);
    const hits = await page.track(['setCustomUrl', '/two'], ['rememberConsentGiven'], ['trackGoal', 8]);
    expect(hits.filter(({ idgoal }) => idgoal)).toMatchObject([
      { idgoal: '7', _rcn: 'spring' },
      { idgoal: '8', _rcn: 'spring' },
    ]);
  });

  it('given cookie consent is withdrawn in another tab, then the next hit writes none, not even of its variables', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: NOW },
      commands: [
        ['requireCookieConsent'],
        ['setCustomVariable', 1, 'a', 'b', 'visit'],
        ['storeCustomVariablesInCookie'],
        VIEW,
      ],
    });
    await page.pass(1000);
    for (const name of Object.keys(page.cookies.all())) page.cookies.set(name, '', 'path=/;max-age=-1');
    await page.track(EVENT);
    expect(page.cookies.all()).toEqual({});
  });

  it('given no hit has gone out yet, then there is no ping', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], ['setCookieConsentGiven']] });
    await page.track(VIEW);
    expect(page.params()).toHaveLength(1);
    expect(page.last()['_id']).toMatch(HEX);
  });

  it.each<[string, unknown[]]>([
    ['is not required', []],
    ['is required', [['requireCookieConsent']]],
  ])('given it %s, and is forgotten and given in the queue, then it is given', async (_, commands) => {
    const page = await openPage({
      ...SITE,
      commands: [...commands, ['setCookieConsentGiven'], ['forgetCookieConsentGiven'], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: expect.stringMatching(HEX) as string });
    expect(Object.keys(page.cookies.all())).toEqual(expect.arrayContaining([ID, SESSION]));
  });

  it('given the page has set the visitor ID, when it comes later, then the visitor is kept for the next page', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['setVisitorId', VISITOR], ['requireCookieConsent'], VIEW],
    });
    page.push(['rememberCookieConsentGiven']);
    expect(page.cookies.all()[ID]).toMatch(VISITOR);
    const next = await page.goto({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    expect(next.last()).toMatchObject({ _id: VISITOR, _idn: '0' });
  });

  it('given only getRequest was called, and no hit has gone out, then there is no ping', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent']] });
    page.tracker.getRequest('x=1');
    expect(await page.track(['setCookieConsentGiven'])).toEqual([]);
  });

  it('given a hit went out with an ID that the page has set, then there is no ping', async () => {
    const page = await openPage({
      ...SITE,
      commands: [['setVisitorId', VISITOR], ['requireCookieConsent'], VIEW],
    });
    expect(page.last()).toMatchObject({ _id: VISITOR });
    await page.track(['setCookieConsentGiven']);
    expect(page.params()).toHaveLength(1);
  });

  it('given it is remembered, then requireCookieConsent returns that nobody has to be asked', async () => {
    const page = await openPage({ ...SITE, cookies: { mtm_cookie_consent: NOW } });
    expect(page.tracker.requireCookieConsent()).toBe(false);
    expect(page.tracker.getRememberedCookieConsent()).toBe(NOW);
    const [view] = await page.track(VIEW);
    expect(view?.['_id']).toMatch(HEX);
    page.push(['forgetCookieConsentGiven']);
    expect(page.cookies.all()).toEqual({});
    expect(page.tracker.requireCookieConsent()).toBe(true);
    expect(page.tracker.getRememberedCookieConsent()).toBe(0);
  });

  it('given a consent tool that gives it on every page after its load, then the visitor stays the same', async () => {
    const first = await openPage({ ...SITE, cookies: KNOWN, commands: [['requireCookieConsent'], VIEW] });
    await first.track(['setCookieConsentGiven']);
    const second = await first.goto({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    await second.track(['setCookieConsentGiven']);
    expect(second.last()).toMatchObject({ ping: '1', _id: VISITOR });
  });

  it('given a second tracker with its site already known, then its stored cookies are kept, too', async () => {
    const cookies = { '_pk_id.8.27cf': `${VISITOR}.1790000000.` };
    const page = await openPage({
      ...SITE,
      cookies,
      commands: [['addTracker', 'https://stats.test/matomo.php', 8], ['requireCookieConsent'], VIEW],
    });
    await page.track(['setCookieConsentGiven']);
    expect(page.params().find(({ ping, idsite }) => ping && idsite === '8')).toMatchObject({ _id: VISITOR });
  });

  it('given it is remembered, when the page disables cookies afterwards, then they stay off', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], VIEW] });
    const [event] = await page.track(['rememberCookieConsentGiven'], ['disableCookies'], EVENT);
    expect(event).toMatchObject({ ping: '1' });
    expect(page.last()).toMatchObject({ e_c: 'c', _id: '' });
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_cookie_consent']);
  });

  it('given it is remembered again, such as by another tracker, then that does not switch cookies on again', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: '1' },
      commands: [['requireCookieConsent']],
    });
    page.push(['disableCookies']);
    page.cookies.set('mtm_cookie_consent', '2');
    await page.track(VIEW);
    expect(page.last()).toMatchObject({ _id: '' });
  });

  it.each([
    [['forgetCookieConsentGiven', 'setCookieConsentGiven']],
    [['forgetConsentGiven', 'setConsentGiven']],
    [['optUserOut', 'rememberConsentGiven']],
  ])('given an earlier one is withdrawn and given again by %j, then later hits have a visitor', async (methods) => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: NOW, ...KNOWN },
      commands: [['requireCookieConsent'], VIEW],
    });
    page.push(...methods.map((method) => [method]));
    const [event] = await page.track(EVENT);
    expect(event?.['_id']).toMatch(HEX);
    expect(event?.['_id']).not.toBe(VISITOR);
    page.leave();
    expect(Object.keys(page.cookies.all())).toEqual(expect.arrayContaining([ID, SESSION]));
  });

  it('given an earlier one is withdrawn in the queue, then the first hit deletes the stored cookies', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { mtm_cookie_consent: NOW, ...KNOWN },
      commands: [['requireCookieConsent'], ['forgetCookieConsentGiven'], VIEW],
    });
    expect(page.cookies.all()).toEqual({});
  });

  it('given forgetCookieConsentGiven in the queue before the domain, then the domain’s cookie is deleted', async () => {
    const page = await openPage({
      ...SITE,
      before: () => setUndeletable('mtm_cookie_consent', '1'),
      commands: [['forgetCookieConsentGiven'], ['setCookieDomain', '*.a.test'], VIEW],
    });
    expect(page.cookies.all()).toEqual({});
    expect(page.last()).toMatchObject({ _id: '' });
  });

  it('given consent from before the domain was set, when it is withdrawn, then it does not count on the next page', async () => {
    const commands = [['setCookieDomain', '*.a.test'], ['requireCookieConsent'], VIEW];
    const first = await openPage({ ...SITE, cookies: { mtm_cookie_consent: NOW }, commands });
    first.push(['forgetCookieConsentGiven']);
    const second = await first.goto({ ...SITE, commands });
    expect(second.last()).toMatchObject({ _id: '' });
    expect(second.cookies.all()).toEqual({});
  });
});

describe('the server’s plugin that forces tracking without cookies', () => {
  it('given it replaces methods of the tracker, then consent does not switch cookies on again', async () => {
    const page = await openPage({ ...SITE, commands: [['requireCookieConsent'], ['disableCookies'], VIEW] });
    page.tracker.setCookieConsentGiven = () => undefined;
    await page.track(['rememberConsentGiven'], EVENT);
    expect(page.last()).toMatchObject({ e_a: 'a', _id: '' });
    expect(page.cookies.all()).toEqual({});
  });

  it('given the page requires cookie consent, when it is given in another tab, then cookies stay off', async () => {
    const page = await openPage({ ...SITE });
    page.tracker.setCookieConsentGiven = page.tracker.rememberCookieConsentGiven = () => undefined;
    page.tracker.disableCookies();
    page.push(['requireCookieConsent'], VIEW);
    page.cookies.set('mtm_cookie_consent', NOW);
    await page.track(EVENT);
    expect(page.last()).toMatchObject({ e_a: 'a', _id: '' });
    expect(page.cookies.all()).toEqual({ mtm_cookie_consent: NOW });
  });
});
