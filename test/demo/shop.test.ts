import type { FastifyInstance } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandsIn, methodsIn, openShop, Visitor } from './shop-client.js';

const HOSTILE = `</title></script><script>alert(1)</script>"'><img src=x onerror=alert(2)>\u2028`;
const DELIVERY = { name: 'Ada', email: 'ada@example.org', street: 'Pier 1', city: 'Whitby' };

let app: FastifyInstance;
let visitor: Visitor;

beforeEach(async () => {
  app = await openShop();
  visitor = new Visitor(app);
});

describe('every page', () => {
  it.each([
    '/',
    '/category/footwear',
    '/product/blue-shoes',
    '/search',
    '/search?q=wool',
    '/cart',
    '/journal',
    '/journal/packing-for-the-coast',
    '/journal/one-tide',
    '/account',
    '/privacy',
    '/planner',
    '/planner/storm-watch',
    '/workbench',
    '/tag-manager',
    '/frames/size-guide',
    '/frames/opening-hours',
  ])('%s has one title, one heading and a tracked view', async (path) => {
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.text.match(/<title>/g)).toHaveLength(1);
    expect(page.text.match(/<h1/g)).toHaveLength(1);
    expect(methodsIn(page).filter((method) => /^track(PageView|SiteSearch)$/.test(String(method)))).toHaveLength(1);
  });

  it.each(['/no-such', '/product/no-such', '/category/no-such', '/order/A-1', '/planner/no-such'])(
    '%s is a page of the shop with status 404',
    async (path) => {
      const page = await visitor.get(path);
      expect(page.status).toBe(404);
      expect(commandsIn(page)).toContainEqual(['setDocumentTitle', `404/URL = ${encodeURIComponent(path)}`]);
    },
  );

  it('is a plain 404 for a file that does not exist', async () => {
    const answer = await visitor.get('/no-such.js', { accept: '*/*' });
    expect(answer).toMatchObject({ status: 404, text: 'Not found\n' });
  });
});

describe('what a visitor sends', () => {
  const isHarmless = (text: string) => {
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  };

  it('is shown as text when it is a search', async () => {
    const page = await visitor.get(`/search?q=${encodeURIComponent(HOSTILE)}&category=${encodeURIComponent(HOSTILE)}`);
    isHarmless(page.text);
    expect(commandsIn(page)).toContainEqual(['trackSiteSearch', HOSTILE.trim(), false, 0]);
  });

  it('is shown as text when it is an address', async () => {
    isHarmless((await visitor.get(`/${encodeURIComponent(HOSTILE)}?${HOSTILE.replaceAll(/[\u2028#]/g, '')}`)).text);
  });

  it('is shown as text when it is a user ID', async () => {
    const page = await visitor.post('/account/login', { user: HOSTILE });
    isHarmless(page.text);
    expect(commandsIn(page)).toContainEqual(['setUserId', HOSTILE.trim()]);
  });

  it('is shown as text when it comes from the checkout’s form', async () => {
    await visitor.post('/cart', { sku: 'TT-101' });
    const refused = await visitor.post('/checkout', { name: HOSTILE, email: HOSTILE, code: HOSTILE });
    expect(refused.status).toBe(422);
    isHarmless(refused.text);
    const ordered = await visitor.post('/checkout', { ...DELIVERY, name: HOSTILE });
    expect(ordered.path).toMatch(/^\/order\//);
    isHarmless(ordered.text);
  });

  it('is ignored when it is a damaged cookie', async () => {
    for (const name of ['cart', 'wishes', 'consent_mode', 'consent_choice', 'notice', 'user']) {
      visitor.cookies.set(`tt_${name}`, encodeURIComponent(HOSTILE));
    }
    const page = await visitor.get('/cart');
    expect(page.status).toBe(200);
    isHarmless(page.text);
    expect(methodsIn(page)).not.toContain('requireConsent');
  });

  it.each(['/search?q=a&q=b', '/search?q[]=a', '/search?q=%00', '/search?q=%EF%BF%BF'])(
    'may be odd: %s',
    async (path) => {
      expect((await visitor.get(path)).status).toBe(200);
    },
  );

  it('is answered with a page when it cannot be read', async () => {
    const answer = await visitor.post('/cart', {}, { 'content-type': 'application/x-unknown' });
    expect(answer.status).toBe(415);
    expect(answer.text).toContain('That did not work');
  });
});

describe('ecommerce commands', () => {
  it('name the product on its page and the category on its page', async () => {
    expect(commandsIn(await visitor.get('/product/blue-shoes'))).toContainEqual([
      'setEcommerceView',
      'TT-101',
      'Blue shoes',
      'Footwear',
      49.9,
    ]);
    expect(commandsIn(await visitor.get('/category/footwear'))).toContainEqual([
      'setEcommerceView',
      false,
      false,
      'Footwear',
    ]);
  });

  it('report a changed cart once, on the page that follows', async () => {
    const cart = await visitor.post('/cart', { sku: 'TT-101', quantity: '2', leave: '1' });
    expect(commandsIn(cart)).toEqual(
      expect.arrayContaining([
        ['addEcommerceItem', 'TT-101', 'Blue shoes', 'Footwear', 49.9, 2],
        ['trackEcommerceCartUpdate', 99.8],
      ]),
    );
    expect(methodsIn(await visitor.get('/cart'))).not.toContain('trackEcommerceCartUpdate');
  });

  it('are sent as data to a page that adds to the cart without loading a page', async () => {
    const answer = await visitor.post('/cart', { sku: 'TT-101', quantity: '2' }, { accept: 'application/json' });
    expect(JSON.parse(answer.text)).toEqual({
      pieces: 2,
      items: [['addEcommerceItem', 'TT-101', 'Blue shoes', 'Footwear', 49.9, 2]],
      total: 99.8,
    });
    expect(methodsIn(await visitor.get('/cart'))).not.toContain('trackEcommerceCartUpdate');
  });

  it('report an emptied cart', async () => {
    await visitor.post('/cart', { sku: 'TT-101' });
    const cart = await visitor.post('/cart/lines', { 'q-TT-101': '1', remove: 'TT-101' });
    expect(commandsIn(cart)).toContainEqual(['trackEcommerceCartUpdate', 0]);
    expect(methodsIn(cart)).not.toContain('addEcommerceItem');
  });

  it('report an order once, however often its confirmation is loaded', async () => {
    await visitor.post('/cart', { sku: 'TT-101', quantity: '2' });
    const confirmation = await visitor.post('/checkout', { ...DELIVERY, code: 'TIDE10' });
    const id = confirmation.path.replace('/order/', '');
    expect(commandsIn(confirmation)).toContainEqual(['trackEcommerceOrder', id, 89.82, 99.8, 14.97, 0, 9.98]);
    expect(confirmation.text).toContain(id);
    const again = await visitor.get(confirmation.path);
    expect(again.text).toContain(id);
    expect(methodsIn(again)).not.toContain('trackEcommerceOrder');
  });

  it('are not sent for a product that does not exist', async () => {
    expect((await visitor.post('/cart', { sku: 'TT-999' })).status).toBe(400);
    expect((await visitor.post('/wishes', { sku: '' })).status).toBe(400);
  });
});

describe('the checkout', () => {
  it('leads back to the cart when that is empty', async () => {
    expect((await visitor.post('/checkout', DELIVERY)).path).toBe('/cart');
  });

  it('names the error beside each field and keeps what was typed', async () => {
    await visitor.post('/cart', { sku: 'TT-101' });
    const page = await visitor.post('/checkout', { ...DELIVERY, email: 'nowhere', code: 'NOPE' });
    expect(page.status).toBe(422);
    expect(page.text.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect(page.text).toContain('value="nowhere"');
  });

  it('reports in its title that there is an error, and focuses the first field with one', async () => {
    await visitor.post('/cart', { sku: 'TT-101' });
    const page = await visitor.post('/checkout', { ...DELIVERY, email: 'nowhere', code: 'NOPE' });
    expect(page.text).toContain('<title>Checkout: please correct |');
    expect(page.text.match(/<input[^>]*\sautofocus\s/g)).toEqual([expect.stringContaining('name="email"')]);
    expect((await visitor.get('/checkout')).text).not.toContain('autofocus');
  });
});

describe('logging in', () => {
  it('sets the user ID on every page that follows, before its page view', async () => {
    await visitor.post('/account/login', { user: 'ada' });
    const methods = methodsIn(await visitor.get('/'));
    expect(methods.indexOf('setUserId')).toBeGreaterThan(-1);
    expect(methods.indexOf('setUserId')).toBeLessThan(methods.indexOf('trackPageView'));
  });

  it('is undone by logging out: one page resets the user ID and opens a new visit', async () => {
    await visitor.post('/account/login', { user: 'ada' });
    const page = await visitor.post('/account/logout');
    expect(methodsIn(page)).toEqual(expect.arrayContaining(['resetUserId', 'appendToTrackingUrl']));
    const next = methodsIn(await visitor.get('/account'));
    expect(next).not.toContain('resetUserId');
    expect(next).not.toContain('setUserId');
  });
});

describe('consent', () => {
  it('is not required by default', async () => {
    const methods = methodsIn(await visitor.get('/'));
    expect(methods).not.toContain('requireConsent');
    expect(methods).not.toContain('requireCookieConsent');
  });

  it.each([
    ['required', 'requireConsent'],
    ['cookies', 'requireCookieConsent'],
  ])('is required first after ?consent=%s, on every page until the mode changes', async (mode, method) => {
    expect(methodsIn(await visitor.get(`/?consent=${mode}`))[0]).toBe(method);
    expect(methodsIn(await visitor.get('/cart'))[0]).toBe(method);
    await visitor.get('/?consent=default');
    expect(methodsIn(await visitor.get('/cart'))).not.toContain(method);
  });

  it('is asked for by a banner until there is an answer', async () => {
    expect((await visitor.get('/')).text).toContain('data-consent-banner');
    visitor.cookies.set('tt_consent_choice', 'reject');
    expect((await visitor.get('/')).text).not.toContain('data-consent-banner');
  });
});

describe('other hosts', () => {
  it('127.0.0.1 is the workshop, which links to the shop with a campaign and shares its visitors', async () => {
    const page = await new Visitor(app, '127.0.0.1:8123').get('/');
    expect(page.text).toContain('href="http://localhost:8123/?mtm_campaign=');
    expect(commandsIn(page)).toContainEqual(['setDomains', ['localhost', '127.0.0.1']]);
    expect(methodsIn(page)).toContain('enableCrossDomainLinking');
  });

  it('press.localhost is another site, without a tracker', async () => {
    const page = await new Visitor(app, 'press.localhost:8123').get('/');
    expect(page.text).toContain('The Breakwater');
    expect(methodsIn(page)).toEqual([]);
  });
});

describe('the tag manager’s page', () => {
  it('fills the queue, and leaves the script to the container', async () => {
    const page = await visitor.get('/tag-manager');
    expect(commandsIn(page)).toEqual(
      expect.arrayContaining([['trackPageView'], ['setTrackerUrl', '//localhost:8123/matomo.php'], ['setSiteId', '1']]),
    );
    expect(page.text).toContain('data-script="//localhost:8123/tinypaq.js"');
    expect(page.text).not.toContain("createElement('script')");
  });
});

describe('files', () => {
  it.each([
    ['packing-list.pdf', 'application/pdf', '%PDF-'],
    ['field-kit.zip', 'application/zip', 'PK'],
    ['tide-table.csv', 'text/csv', 'date,'],
    ['one-tide.webm', 'video/webm', '\x1aE\xdf\xa3'],
  ])('%s has the type and the content of its name', async (name, type, begin) => {
    const response = await app.inject(`/assets/files/${name}`);
    expect(response.headers['content-type']).toContain(type);
    expect(response.rawPayload.subarray(0, begin.length).toString('latin1')).toBe(begin);
  });

  it('are sent in ranges, so that one can seek in a film', async () => {
    const response = await app.inject({ url: '/assets/files/one-tide.webm', headers: { range: 'bytes=0-9' } });
    expect(response.statusCode).toBe(206);
    expect(response.rawPayload).toHaveLength(10);
  });

  it.each(['/assets/fonts/fraunces.woff2', '/assets/fonts/instrument-sans.woff2'])(
    '%s is served by the shop',
    async (url) => {
      expect((await app.inject(url)).headers['content-type']).toBe('font/woff2');
    },
  );
});
