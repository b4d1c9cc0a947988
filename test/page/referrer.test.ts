// @vitest-environment happy-dom
// The referrer, also that of a page in a frame.
import { describe, expect, it } from 'vitest';
import { override, overrideAccess } from '../support/overrides';
import { openPage, type PageOptions } from '../support/page';
import { SITE } from '../support/tracker-cookies';

const OWN = 'http://own.test/';

/** Makes the window of another frame. It is a function because Vitest formats objects for titles, which reads properties. */
type Frame = () => unknown;
const frame =
  (referrer: string): Frame =>
  () => ({ document: { referrer } });
const foreign: Frame = () => ({
  get document(): never {
    throw new DOMException('Blocked a frame', 'SecurityError');
  },
});
const gone: Frame = () => null;

const referrerIn = async (top: Frame, parent: Frame): Promise<string | undefined> => {
  const before = (): void => {
    override(window, 'top', top());
    override(window, 'parent', parent());
  };
  return referrerOf({ referrer: OWN, before });
};

const referrerOf = async (options: PageOptions): Promise<string | undefined> => {
  const page = await openPage({ ...SITE, commands: [['trackPageView']], ...options });
  return page.last()['urlref'];
};

describe('in a frame', () => {
  it.each<[string, Frame, Frame, string]>([
    ['of an own page', frame('http://top.test/'), frame('http://parent.test/'), 'http://top.test/'],
    ['of an own page that has none', frame(''), frame('http://parent.test/'), OWN],
    ['of another site, whose own page is between', foreign, frame('http://parent.test/'), 'http://parent.test/'],
    ['of another site, whose own page between has none', foreign, frame(''), OWN],
    ['of another site', foreign, foreign, OWN],
    ['that is being removed', gone, gone, OWN],
  ])('given a page in a frame %s, then the outermost that is readable counts', async (_, top, parent, expected) => {
    expect(await referrerIn(top, parent)).toBe(expected);
  });
});

describe('by itself', () => {
  it('given a referrer, then it is decoded once and sent with every hit', async () => {
    const page = await openPage({ ...SITE, referrer: 'http://ext.test/?q=%C3%A9%2526', commands: [['trackPageView']] });
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect([page.params()[0]?.['urlref'], event?.['urlref']]).toEqual(Array(2).fill('http://ext.test/?q=é%26'));
  });

  it('given none, then none is sent; given the own host, then it is', async () => {
    expect(await referrerOf({})).toBeUndefined();
    expect(await referrerOf({ referrer: 'http://www.a.test/x' })).toBe('http://www.a.test/x');
  });

  it('given the page sets one, then that counts; an empty text is none', async () => {
    expect(
      await referrerOf({ referrer: OWN, commands: [['setReferrerUrl', 'http://set.test/'], ['trackPageView']] }),
    ).toBe('http://set.test/');
    expect(await referrerOf({ referrer: OWN, commands: [['setReferrerUrl', ''], ['trackPageView']] })).toBeUndefined();
  });

  it('given it changes in the document, then the tracker keeps the one it has begun with', async () => {
    let referrer = OWN;
    const page = await openPage({
      ...SITE,
      before: () => overrideAccess(document, 'referrer', () => referrer),
      commands: [['trackPageView']],
    });
    referrer = 'http://later.test/';
    const [event] = await page.track(['trackEvent', 'c', 'a']);
    expect(event).toMatchObject({ urlref: OWN });
  });
});
