// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { override } from '../support/overrides';
import { openPage } from '../support/page';
import { SECOND, globals } from './trackers';

type Legacy = {
  piwik_log(title: string, site: unknown, url: string, data?: unknown): void;
  piwik_track(url: string, site: unknown, tracker: string, kind: string): void;
};
const legacy = window as unknown as Legacy;

describe('piwik_log', () => {
  it('tracks a page view with a tracker of its own', async () => {
    const page = await openPage();
    legacy.piwik_log('Old', 7, SECOND, { a: 1 });
    expect(page.requests()).toMatchObject([{ to: SECOND }]);
    expect(page.last()).toMatchObject({ action_name: 'Old', idsite: '7', data: '{"a":1}' });
    expect(globals.Matomo.getAsyncTrackers()).toHaveLength(1);
    expect(legacy.piwik_track).toBeUndefined();
  });

  it('is left alone where the page has one', async () => {
    const own = () => undefined;
    await openPage({ before: () => override(window, 'piwik_log', own) });
    expect(legacy.piwik_log).toBe(own);
  });

  it('applies the settings of that time', async () => {
    override(window, 'piwik_tracker_pause', 700);
    override(window, 'piwik_hosts_alias', ['alias.test']);
    override(window, 'piwik_download_extensions', 'xyz');
    override(window, 'piwik_ignore_classes', 'quiet');
    override(window, 'piwik_install_tracker', true);
    const page = await openPage({
      html: `<a id="own" href="https://alias.test/">own</a> <a id="load" href="/a.xyz">load</a>
        <a id="quiet" class="quiet" href="https://out.test/">quiet</a> <a id="out" href="https://out.test/">out</a>`,
    });
    document.body.addEventListener('click', (event) => event.preventDefault());
    legacy.piwik_log('Old', 7, SECOND);
    for (const id of ['own', 'load', 'quiet', 'out']) document.getElementById(id)?.click();
    await page.pass(1000);
    expect(page.params().map(({ action_name, link, download }) => action_name ?? link ?? download)).toEqual([
      'Old',
      'https://shop.test/a.xyz',
      'https://out.test/',
    ]);
  });

  it('with piwik_install_tracker defines piwik_track, which tracks a link for any site', async () => {
    override(window, 'piwik_install_tracker', 1);
    const page = await openPage();
    legacy.piwik_log('Old', 7, SECOND);
    legacy.piwik_track('https://x.test/f.zip', 8, 'https://three.test/', 'download');
    await page.pass(801);
    expect(page.requests().at(-1)).toMatchObject({ to: 'https://three.test/' });
    expect(page.last()).toMatchObject({ download: 'https://x.test/f.zip', idsite: '8' });
  });
});
