// What the shop knows about the browser it talks to, all of it from the shop's own cookies.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseCart, serialiseCart, type Cart } from './cart.js';
import { productBySku, type Product } from './catalogue.js';
import { textField } from './input.js';

/** How the shop asks: `default` tracks until the visitor refuses, the others wait for a yes (to tracking, to cookies). */
export type ConsentMode = 'default' | 'required' | 'cookies';

/** Something that has just happened and that the next page reports to the tracker, once. */
export type Notice = 'cart-changed' | 'logged-out';

export interface Visitor {
  cart: Cart;
  wishes: readonly Product[];
  userId: string;
  consentMode: ConsentMode;
  /** Whether the consent banner was answered. */
  hasChosen: boolean;
  notice: string;
}

export const MAX_USER_ID = 100;

const MONTH = 30 * 24 * 60 * 60;
const LASTING = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: MONTH } as const;
const SESSION = { path: '/', sameSite: 'lax', httpOnly: true } as const;

const isConsentMode = (text: string): text is ConsentMode => ['default', 'required', 'cookies'].includes(text);

/** The mode of `?consent=…` if there is one, else the remembered one. */
const consentModeOf = (request: FastifyRequest): ConsentMode => {
  const asked = textField(request.query, 'consent');
  if (isConsentMode(asked)) return asked;
  const remembered = request.cookies['tt_consent_mode'] ?? '';
  return isConsentMode(remembered) ? remembered : 'default';
};

const productsOf = (skus: string | undefined): Product[] =>
  [...new Set((skus ?? '').split('.'))].flatMap((sku) => productBySku(sku) ?? []);

export const visitorOf = (request: FastifyRequest): Visitor => ({
  cart: parseCart(request.cookies['tt_cart']),
  wishes: productsOf(request.cookies['tt_wishes']),
  userId: (request.cookies['tt_user'] ?? '').slice(0, MAX_USER_ID),
  consentMode: consentModeOf(request),
  hasChosen: Boolean(request.cookies['tt_consent_choice']),
  notice: request.cookies['tt_notice'] ?? '',
});

/** Keeps the mode that an address asked for, and forgets a notice that this page has reported. */
export const rememberVisit = (request: FastifyRequest, reply: FastifyReply, visitor: Visitor): void => {
  if (isConsentMode(textField(request.query, 'consent'))) {
    reply.setCookie('tt_consent_mode', visitor.consentMode, SESSION);
  }
  if (visitor.notice) reply.clearCookie('tt_notice', SESSION);
};

export const keepCart = (reply: FastifyReply, cart: Cart): void => {
  reply.setCookie('tt_cart', serialiseCart(cart), LASTING);
};

export const keepWishes = (reply: FastifyReply, wishes: readonly Product[]): void => {
  reply.setCookie('tt_wishes', wishes.map((product) => product.sku).join('.'), LASTING);
};

export const keepUser = (reply: FastifyReply, userId: string): void => {
  if (userId) reply.setCookie('tt_user', userId, LASTING);
  else reply.clearCookie('tt_user', LASTING);
};

export const leaveNotice = (reply: FastifyReply, notice: Notice): void => {
  reply.setCookie('tt_notice', notice, SESSION);
};
