// How a route of the shop answers: with a page, never with anything the browser may keep for another visitor.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './document.js';
import { layout } from './layout.js';
import type { Shop } from './shop.js';
import { rememberVisit, visitorOf, type Visitor } from './visitor.js';

/** Registers the routes of one page or of a group of pages. */
export type Routes = (app: FastifyInstance, shop: Shop) => void;

export const sendPage = (
  shop: Shop,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  visitor: Visitor = visitorOf(request),
): FastifyReply => {
  rememberVisit(request, reply, visitor);
  return sendHtml(reply.code(page.status ?? 200), layout(shop, visitor, page).text);
};

export const sendHtml = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('cache-control', 'private, no-cache').type('text/html; charset=utf-8').send(text);
