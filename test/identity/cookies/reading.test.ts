// @vitest-environment happy-dom
// Which cookies count as the tracker's, and what becomes of damaged ones.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../../support/commands';
import { START, VISITOR, openPage } from '../../support/page';
import { ID, REFERRAL, SESSION, SITE, setUndeletable } from '../../support/tracker-cookies';

const NOW = START / 1000;

describe('reading', () => {
  it('given a cookie whose name only resembles, then it is not taken for the tracker’s', async () => {
    const page = await openPage({
      ...SITE,
      cookies: { _pk_idX7X27cf: `${VISITOR}.1790000000.`, [`x${ID}`]: VISITOR },
      commands: [VIEW],
    });
    expect(page.last()).toMatchObject({ _idn: '1' });
    expect(page.last()['_id']).not.toBe(VISITOR);
  });

  it.each([
    ['not percent-encoded', '%E4%'],
    ['no ID', 'hello&x=1.foo'],
    ['without ID', '.1790000000.'],
    ['too long', `${VISITOR}0.1790000000.`],
    ['not hexadecimal', 'zzzzzzzzzzzzzzzz.1790000000.'],
    ['empty', ''],
  ])('given a visitor cookie that is %s, then it counts as absent with all its fields', async (_, text) => {
    const page = await openPage({ ...SITE, before: () => setRaw(ID, text), commands: [VIEW] });
    expect(page.last()).toMatchObject({ _idn: '1', _idts: String(NOW), _idvc: '1' });
    expect(page.last()['_id']).toMatch(/^[\da-f]{16}$/);
    expect(page.cookies.all()[ID]).toMatch(new RegExp(`^${page.last()['_id']}\\.${NOW}\\.`));
    expect(page.errors).toEqual([]);
  });

  it.each(['%E4%', 'no json', '"text"', '5', 'null', '[]', '{}', '%5B%22a%22%5D'])(
    'given the damaged attribution cookie %s, then the hit goes out without one',
    async (text) => {
      const page = await openPage({ ...SITE, before: () => setRaw(REFERRAL, text), commands: [VIEW] });
      expect(page.last()).toMatchObject({ _refts: '0' });
      expect(Object.keys(page.last()).filter((name) => /^_rc|^_ref$/.test(name))).toEqual([]);
      expect(page.tracker.getAttributionInfo()).toEqual(['', '', 0, '']);
      expect(page.errors).toEqual([]);
    },
  );

  it.each(['mtm_consent', 'mtm_consent_removed', 'mtm_cookie_consent', SESSION])(
    'given a damaged or empty %s, then it counts as absent',
    async (name) => {
      for (const text of ['%E4%', '']) {
        const page = await openPage({
          ...SITE,
          before: () => setRaw(name, text),
          commands: [['requireCookieConsent'], VIEW],
        });
        expect(page.hits()).toHaveLength(1);
        expect(page.tracker.hasConsent()).toBe(true);
        expect(page.tracker.areCookiesEnabled()).toBe(false);
        expect(page.tracker.getRememberedConsent()).toBeNull();
        page.close();
      }
    },
  );

  it.each(['1', '*', 'x'])('given the session cookie %j, then the visit goes on', async (value) => {
    const page = await openPage({
      ...SITE,
      cookies: { [SESSION]: value },
      referrer: 'http://ext.test/',
      commands: [VIEW],
    });
    expect(page.last()).toMatchObject({ _refts: '0', urlref: 'http://ext.test/' });
  });

  it('given an objection beside a damaged cookie of its name, then it counts', async () => {
    const page = await openPage({
      ...SITE,
      before: () => {
        setUndeletable('mtm_consent_removed', '%E0');
        setRaw('mtm_consent_removed', String(START - 1000));
      },
      commands: [VIEW],
    });
    expect(page.hits()).toEqual([]);
  });
});

/** Sets a cookie to a text without encoding it, as with a damaged cookie. */
function setRaw(name: string, text: string): void {
  document.cookie = `${name}=${text};path=/`;
}
