// The Content-Security-Policy that a snippet needs, in addition to what the page needs anyway.
// @ts-check
import { createHash } from 'node:crypto';
import { inlineCode } from './snippet.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/** @param {Settings} settings */
export function policy(settings) {
  const scripts = settings.nonce === undefined ? withoutNonce(settings) : [`'nonce-${settings.nonce}'`];
  const tracker = originOf(settings.url);
  // Images are for browsers that cannot send hits in another way.
  return `Content-Security-Policy: script-src ${scripts.join(' ')}; connect-src ${tracker}; img-src ${tracker}`;
}

/** @param {Settings} settings */
function withoutNonce(settings) {
  const origin = originOf(settings.script);
  if (settings.form === 'no code') return [origin];
  return [`'sha256-${createHash('sha256').update(inlineCode(settings)).digest('base64')}'`, origin];
}

/** @param {string} address */
function originOf(address) {
  if (address.startsWith('//')) return new URL(`https:${address}`).host;
  return address.startsWith('/') ? "'self'" : new URL(address).origin;
}
