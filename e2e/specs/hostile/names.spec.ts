// Elements whose names hide what the tracker or the document is called: they change neither hits nor visitor.
import { expect, test } from '../../support/test';
import { expectHeard, hitNames, hostilePage, serveScripts } from '../../support/witness';

interface Clobbered {
  given: string;
  /** Markup before the tracker. */
  before: string;
}

const ATTRIBUTES = 'title referrer domain readyState visibilityState prerendering'.split(' ');

const CASES: Clobbered[] = [
  {
    given: 'forms with the names of the globals and of the queue',
    before: '<form name="Matomo"></form><form name="Piwik"></form><form name="_paq"><input name="push"></form>',
  },
  {
    given: 'two elements with the id of the queue, which make a collection',
    before: '<p id="_paq"></p><p id="_paq"></p><p id="AnalyticsTracker"></p><p id="AnalyticsTracker"></p>',
  },
  {
    given: 'elements with the names of the start callbacks and of a module loader',
    before:
      '<p id="matomoAsyncInit"></p><p id="piwikAsyncInit"></p><p id="matomoPluginAsyncInit"></p><a id="define" name="amd"></a>',
  },
  {
    given: 'frames of other sites with the names of the globals',
    before: 'FRAMES',
  },
  {
    given: 'a form named location and one named navigator',
    before: '<form name="location"><input name="href"></form><form name="navigator"></form><form name="screen"></form>',
  },
  ...ATTRIBUTES.map((name) => ({
    given: `an image named ${name}`,
    before: `<img name="${name}" alt="">`,
  })),
  {
    given: 'a form with fields named title, action and href',
    before: '<form name="order"><input name="title" value="Dr"><input name="action"><input name="href"></form>',
  },
];

test.describe('Names', () => {
  for (const { given, before } of CASES) {
    test(`given ${given}, then page view and event arrive as from any page`, async ({ tab, pages, engine }) => {
      const frames = ['Matomo', 'Piwik', '_paq', 'AnalyticsTracker']
        .map((name) => `<iframe name="${name}" src="${pages.url('/frame', 'elsewhere')}"></iframe>`)
        .join('');
      serveScripts(pages)
        .set('/frame', '<p>frame</p>')
        .set('/first', hostilePage(pages, 'First', { commands: ["['trackPageView']"] }))
        .set('/', hostilePage(pages, 'Named', { before: before.replace('FRAMES', frames) }));
      await tab.goto(pages.url('/first'));
      await expect.poll(() => hitNames(pages)).toEqual(['First']);
      await tab.evaluate(() => void setTimeout(() => location.assign('/')));
      const hits = await expectHeard({ tab, pages, engine }, { hits: ['First', 'Named', 'event'] });
      expect(new Set(hits.map(({ _id }) => _id)).size, 'visitors').toBe(1);
      for (const { urlref, cs } of hits.slice(1)) {
        expect({ urlref, cs }).toEqual({ urlref: pages.url('/first'), cs: undefined });
      }
    });
  }
});
