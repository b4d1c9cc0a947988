// Recognises crawlers by their user agent, so that their hits stay out of the reports unless `bots=1` asks for them.
import crawlers from 'crawler-user-agents';

/** Programs with which people send hits on purpose, such as tests in a headless browser. They do not count as crawlers. */
const TOOLS = new Set(['http-library', 'browser-automation']);
/** How many user agents are remembered: a site sees few different browsers, so each is looked up once. */
const REMEMBERED = 1000;
/** Characters of a user agent that are looked at. */
const LONGEST = 1024;

/** The package's types leave the tags out. */
interface Crawler {
  pattern: string;
  tags?: string[];
}

const CRAWLER = new RegExp(
  (crawlers as Crawler[])
    .filter((crawler) => !crawler.tags?.some((tag) => TOOLS.has(tag)))
    .map((crawler) => `(?:${crawler.pattern})`)
    .join('|'),
);

const known = new Map<string, boolean>();

export function isBot(userAgent: string): boolean {
  const name = userAgent.slice(0, LONGEST);
  const seen = known.get(name);
  if (seen !== undefined) return seen;
  if (known.size >= REMEMBERED) known.clear();
  const bot = CRAWLER.test(name);
  known.set(name, bot);
  return bot;
}
