// @vitest-environment happy-dom
// The server's opt-out frame reads and sets the choice by messages; messages of other senders are ignored.
import { describe, expect, it } from 'vitest';
import { VIEW } from '../support/commands';
import { override } from '../support/overrides';
import { openPage, type Page, type PageOptions } from '../support/page';
import { SITE } from '../support/tracker-cookies';

const STATS = 'https://stats.test';

interface Frame {
  /** Messages that the frame has received. */
  got: { text: string; to: string }[];
  /** Sends a message from the frame. @param origin - the origin in the browser's event */
  say(message: unknown, origin?: string): void;
}

/** Puts an iframe into the page. */
function addFrame(src: string): Frame {
  const element = document.createElement('iframe');
  const got: Frame['got'] = [];
  const contentWindow = { postMessage: (text: string, to: string) => void got.push({ text, to }) };
  element.srcdoc = ''; // so that the browser loads nothing
  document.body.append(element);
  override(element, 'src', src);
  override(element, 'contentWindow', contentWindow);
  return { got, say: (message, origin = new URL(src).origin) => post(message, origin, contentWindow) };
}

function post(message: unknown, origin: string, source: unknown): void {
  const data = typeof message === 'string' ? message : JSON.stringify(message);
  window.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
}

const open = (options: PageOptions = {}): Promise<Page> => openPage({ ...SITE, commands: [VIEW], ...options });
const answers = ({ got }: Frame): unknown[] => got.map(({ text }) => JSON.parse(text));

describe('a frame of the tracker’s host', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { mtm_consent_removed: '1' }, false],
  ])('given it asks with %s and the cookies %j, then it is told %s', async (initial, cookies, isIn) => {
    await open({ cookies });
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_initial_value: initial });
    expect(frame.got.map(({ to }) => to)).toEqual([STATS]);
    expect(answers(frame)).toEqual([{ maq_opted_in: isIn, maq_url: `${STATS}/`, maq_optout_by_default: false }]);
  });

  it('given the start is under way, then it is answered at once all the same', async () => {
    await open({ isStarting: true, commands: [['requireConsent'], VIEW] });
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_initial_value: true });
    expect(answers(frame)).toEqual([{ maq_opted_in: false, maq_url: `${STATS}/`, maq_optout_by_default: true }]);
  });

  it('given consent is required and missing, then it is told that visitors are out by default', async () => {
    await open({ commands: [['requireConsent']] });
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_initial_value: true });
    expect(answers(frame)).toEqual([{ maq_opted_in: false, maq_url: `${STATS}/`, maq_optout_by_default: true }]);
  });

  it('given it tells an opt-out and an opt-in, then all trackers follow and it is confirmed', async () => {
    const page = await open({ commands: [['addTracker', 'https://other.test/matomo.php', 8], VIEW] });
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_opted_in: false });
    const trackers = (page.matomo.getAsyncTrackers() as { hasConsent(): boolean }[]) ?? [];
    expect(trackers.map((tracker) => tracker.hasConsent())).toEqual([false, false]);
    expect(Object.keys(page.cookies.all())).toEqual(['mtm_consent_removed']);
    frame.say({ maq_opted_in: 1 });
    expect(trackers.map((tracker) => tracker.hasConsent())).toEqual([true, true]);
    expect(Object.keys(page.cookies.all())).toContain('mtm_consent');
    expect(answers(frame)).toEqual([
      { maq_confirm_opted_in: false, maq_url: `${STATS}/`, maq_optout_by_default: true },
      { maq_confirm_opted_in: true, maq_url: `${STATS}/`, maq_optout_by_default: true },
    ]);
  });

  it('given a question and a choice at once, then it is a question', async () => {
    const page = await open();
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_initial_value: true, maq_opted_in: false });
    expect(page.tracker.hasConsent()).toBe(true);
    expect(answers(frame)).toMatchObject([{ maq_opted_in: true }]);
  });

  it('given several frames of the host, then all are answered; frames of others are not', async () => {
    await open();
    const [one, two, other] = [addFrame(`${STATS}/a`), addFrame(`${STATS}/b`), addFrame('https://other.test/')];
    one?.say({ maq_initial_value: true });
    expect([one?.got.length, two?.got.length, other?.got.length]).toEqual([1, 1, 0]);
  });

  it('given several trackers, then the answer is that of the asked one', async () => {
    await open({ commands: [['addTracker', 'https://other.test/x/matomo.php', 8], VIEW] });
    const frame = addFrame('https://other.test/x/optout.html');
    frame.say({ maq_initial_value: true });
    expect(answers(frame)).toMatchObject([{ maq_url: 'https://other.test/x/' }]);
  });

  it('given http and https differ, then it is still the host', async () => {
    await open({ trackerUrl: '//stats.test/matomo.php' });
    const frame = addFrame(`${STATS}/optout.html`);
    frame.say({ maq_initial_value: true });
    expect(frame.got).toHaveLength(1);
  });

  it('given an API URL, then that is its address', async () => {
    await open({ commands: [['setAPIUrl', 'https://api.test/matomo/'], VIEW] });
    const frame = addFrame('https://api.test/optout.html');
    frame.say({ maq_initial_value: true });
    expect(answers(frame)).toMatchObject([{ maq_url: 'https://api.test/matomo/' }]);
  });

  it.each(['', 'no json', 'null', '5', '"maq_opted_in"', '[]', '{}', '{"other":1}'])(
    'given %j, then nothing happens',
    async (text) => {
      const page = await open();
      const frame = addFrame(`${STATS}/optout.html`);
      frame.say(text);
      expect([frame.got, page.errors]).toEqual([[], []]);
    },
  );
});

describe('anybody else', () => {
  const OUT = { maq_opted_in: false };
  const ignored = (page: Page): void => {
    expect(page.tracker.hasConsent()).toBe(true);
    expect(page.cookies.all()).not.toHaveProperty('mtm_consent_removed');
    expect(page.errors).toEqual([]);
  };

  it.each(['https://evil.test', 'https://stats.test:8443', 'https://x.stats.test', 'https://stats.test.evil.test'])(
    'given a frame of %s, then it is not listened to',
    async (origin) => {
      const page = await open();
      const frame = addFrame(`${origin}/optout.html`);
      frame.say(OUT);
      ignored(page);
      expect(frame.got).toEqual([]);
    },
  );

  it('given the tracker’s origin, but no frame of this page, then it is not listened to', async () => {
    const page = await open();
    addFrame(`${STATS}/optout.html`);
    post(OUT, STATS, window);
    post(OUT, STATS, null);
    post(OUT, STATS, undefined);
    ignored(page);
  });

  it('given a frame that has gone elsewhere since, then its new page is not listened to', async () => {
    const page = await open();
    addFrame(`${STATS}/optout.html`).say(OUT, 'https://evil.test');
    ignored(page);
  });

  it('given a sandboxed frame, whose origin is null, then it is not listened to, not even from the own host', async () => {
    const page = await open({ url: 'https://www.a.test/p', trackerUrl: 'https://www.a.test/matomo.php' });
    const frame = addFrame('https://www.a.test/optout.html');
    frame.say(OUT, 'null');
    ignored(page);
    expect(frame.got).toEqual([]);
  });

  it('given a tracker of another kind than those of the queue, then its host does not count', async () => {
    const page = await open();
    page.matomo.getTracker('https://own.test/matomo.php', 9);
    addFrame('https://own.test/optout.html').say(OUT);
    ignored(page);
  });
});
