// Which requests the end point refuses, and with which answer.
import { describe, expect, it } from 'vitest';
import { beacon, bulk, openSite, post, query, TOKEN } from './support.js';

const FORM = 'application/x-www-form-urlencoded';
const DAY = 24 * 60 * 60;

describe('Given a request that cannot be read', () => {
  it.each([
    ['no idsite', { method: 'GET' as const, url: '/matomo.php?rec=1' }, 'The parameter idsite is missing.'],
    ['an empty idsite', beacon({ idsite: '' }), 'The parameter idsite is missing.'],
    ['text as idsite', beacon({ idsite: 'one' }), 'The parameter idsite must be a positive whole number.'],
    ['a fraction as idsite', beacon({ idsite: '1.5' }), 'The parameter idsite must be a positive whole number.'],
    ['0 as idsite', beacon({ idsite: 0 }), 'The parameter idsite must be a positive whole number.'],
    ['a negative idsite', beacon({ idsite: -1 }), 'The parameter idsite must be a positive whole number.'],
    ['a huge idsite', beacon({ idsite: '4294967296' }), 'The parameter idsite must be a positive whole number.'],
    ['broken JSON', post('{"requests":["?idsite=1"', FORM), 'The body is not readable JSON.'],
    ['JSON without requests', post('{"hits":[]}', FORM), 'A JSON body must be an object with an array "requests".'],
    [
      'a JSON array',
      post('["?idsite=1"]', 'application/json'),
      'A JSON body must be an object with an array "requests".',
    ],
    [
      'requests that are no array',
      post('{"requests":"?idsite=1"}', FORM),
      'A JSON body must be an object with an array "requests".',
    ],
    ['too many hits', bulk(Array(5001).fill('?')), 'A bulk request holds at most 5000 hits, this one has 5001.'],
    ['too large a body', post('x'.repeat(1024 * 1024 + 1), FORM), 'The body is larger than 1048576 bytes.'],
    [
      'two different tokens',
      post(query({ token_auth: 'a' }), FORM, '/matomo.php?token_auth=b'),
      'The address and the body hold different values of token_auth.',
    ],
  ])('when it has %s, then it gets 400 and nothing is stored', async (_name, request, message) => {
    const site = await openSite();
    const response = await site.inject(request);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ status: 'error', message });
    expect(site.collector.hits()).toEqual([]);
  });

  it('when the body has the largest size allowed, then it is read', async () => {
    const site = await openSite();
    const hit = query({ action_name: '' });
    const response = await site.inject(post(`${hit}&data=${'1'.repeat(1024 * 1024 - hit.length - 6)}`, FORM));
    expect(response.statusCode).toBe(204);
  });
});

describe('Given a hit that overrides place, visitor or time', () => {
  const overrides = [
    { cip: '203.0.113.7' },
    { country: 'de' },
    { country: 'us', region: 'AK' },
    { city: 'Ulm' },
    { lat: '48.4' },
    { long: '9.98' },
    { cid: 'af344a398df83874' },
    { cdt: '2026-11-19 11:59:59' },
    { cdo: DAY + 1 },
  ];

  it.each(overrides)('when %o comes without a token, then it gets 401 and nothing is stored', async (fields) => {
    const site = await openSite();
    const response = await site.inject(beacon(fields));
    expect(response.statusCode).toBe(401);
    expect(response.json().message).toMatch(/needs authentication; send token_auth\.$/);
    expect(site.collector.hits()).toEqual([]);
  });

  it.each(overrides)('when %o comes with a wrong token, then it gets 403 and nothing is stored', async (fields) => {
    const site = await openSite();
    const response = await site.inject(beacon({ ...fields, token_auth: TOKEN.replace('3', '4') }));
    expect(response.statusCode).toBe(403);
    expect(response.json().message).toMatch(/needs authentication; this token_auth is not valid\.$/);
    expect(site.collector.hits()).toEqual([]);
  });

  it.each(overrides)('when %o comes with the token, then it is stored without the token', async (fields) => {
    const site = await openSite();
    expect(await site.send({ ...fields, token_auth: TOKEN })).toBe(204);
    expect(site.lastHit().violations).toEqual([]);
    expect(site.lastHit().parameters).toContainEqual(['token_auth', '(hidden)']);
    expect(JSON.stringify(site.lastHit())).not.toContain(TOKEN);
  });

  it('when the collector has no token, then every token is refused', async () => {
    const site = await openSite({ token: '' });
    expect(await site.send({ country: 'de', token_auth: TOKEN })).toBe(403);
  });

  it('when the overrides are empty, then no token is needed', async () => {
    const site = await openSite();
    expect(await site.send({ cip: '', country: '', cid: '' })).toBe(204);
  });

  it('when a hit overrides nothing, then a wrong token does no harm', async () => {
    const site = await openSite();
    expect(await site.send({ token_auth: 'wrong' })).toBe(204);
  });
});
