// @vitest-environment happy-dom
// Whatever a page pushes: nothing is thrown into the page, and the server understands every hit that is sent.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeScript } from '../support/bundle';
import { textsOf } from '../support/hits';
import { openPage, type Page } from '../support/page';
import { SEED } from '../support/seed';
import { isOwnText, violations } from './judge';
import { steps, type Step } from './steps';

/** Sequences in total; each round is one test. */
const SEQUENCES = 20_000;
const ROUNDS = 8;

const HTML = `<a href="https://other.test/">out</a> <a href="/file.pdf">file</a>
  <div data-track-content data-content-name="n"><a data-content-target href="/t">x</a></div>`;

/** What was found in the present round. */
let count = { judged: 0, ownText: 0, refused: 0 };
const rejections: unknown[] = [];
const noteRejection = (reason: unknown): void => void rejections.push(reason);

let run: () => void;

beforeAll(async () => {
  process.on('unhandledRejection', noteRejection);
  run = await makeScript();
});

afterAll(() => {
  process.off('unhandledRejection', noteRejection);
});

describe('random sequences of commands', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'never throw into the page, and make only hits that the contract accepts, most of them judged (round %i)',
    async (round) => {
      count = { judged: 0, ownText: 0, refused: 0 };
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
      const { tracker } = await openPage({ run });
      const methods = Object.keys(tracker).concat('noSuchMethod', 'Matomo::getTracker', 'plugin.method');
      await fc.assert(fc.asyncProperty(steps(methods), checkSequence), {
        numRuns: SEQUENCES / ROUNDS,
        seed: SEED + round,
      });
      expect(count.judged).toBeGreaterThan((0.75 * SEQUENCES) / ROUNDS);
      expect(count.ownText).toBeLessThan(count.judged);
      expect(count.refused).toBeGreaterThan(SEQUENCES / ROUNDS / 10);
    },
    120_000,
  );
});

async function checkSequence(sequence: Step[]): Promise<void> {
  const page = await openPage({ run, html: HTML });
  try {
    const called = new Set<string>();
    for (const step of sequence) {
      called.add(step.method);
      await step.run(page);
    }
    await settle(page);
    count.refused += page.errors.length;
    judge(page, called);
    expect(rejections.splice(0), 'unhandled rejections').toEqual([]);
  } finally {
    page.network.sent.length = 0;
    page.close();
  }
}

/** Runs all timers, and leaves the page. */
async function settle(page: Page): Promise<void> {
  page.goOnline();
  page.show();
  await page.pass(11_000);
  page.leave();
  await page.pass(1000);
}

function judge(page: Page, called: ReadonlySet<string>): void {
  for (const text of page.requests().flatMap(textsOf)) {
    if (isOwnText(text, called)) {
      count.ownText++;
      continue;
    }
    count.judged++;
    const found = violations(text, called);
    if (found.length) throw new Error(`${text.slice(0, 500)}\n${JSON.stringify(found)}`);
  }
}
