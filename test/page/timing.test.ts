// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page';
import { LOADED, LOADED_TIMES, setTimings } from '../support/timings';

type Times = Parameters<typeof setTimings>[0];

async function reported(times: Times): Promise<Record<string, string>> {
  const page = await openPage({ before: () => setTimings(times), commands: [['trackPageView']] });
  return Object.fromEntries(Object.entries(page.last()).filter(([name]) => name.startsWith('pf_')));
}

describe('the time a page took', () => {
  it('is sent in six parts that do not overlap', async () => {
    expect(await reported(LOADED)).toEqual(LOADED_TIMES);
  });

  it('is rounded to milliseconds', async () => {
    expect(await reported({ fetchStart: 1.4, connectEnd: 11, loadEventEnd: 111.6 })).toMatchObject({
      pf_net: '10',
      pf_onl: '4',
    });
  });

  it('may be zero', async () => {
    expect(await reported({ connectEnd: 1, fetchStart: 1 })).toMatchObject({ pf_net: '0' });
  });

  it.each([
    ['fetchStart', 'none', { fetchStart: 0 }],
    ['connectEnd', 'pf_net', { connectEnd: 0, fetchStart: 0 }],
    ['requestStart', 'pf_srv', { requestStart: 0 }],
  ])('without %s lacks %s', async (_, missing, times) => {
    const names = Object.keys(LOADED_TIMES).filter((name) => name !== missing);
    expect(Object.keys(await reported(times))).toEqual(names);
  });

  it('is not sent at all where a clock ran backwards', async () => {
    expect(await reported({ responseEnd: 30 })).toEqual({});
  });

  it('is not sent where the browser does not know it', async () => {
    expect(await reported(undefined)).toEqual({});
  });

  it('counts from the moment when a prerendered page was shown', async () => {
    expect(await reported({ activationStart: 60 })).toEqual({
      pf_net: '0',
      pf_srv: '0',
      pf_tfr: '0',
      pf_dm1: '7',
      pf_dm2: '40',
      pf_onl: '3',
    });
    expect(await reported({ activationStart: 5000 })).toEqual(
      Object.fromEntries(Object.keys(LOADED_TIMES).map((name) => [name, '0'])),
    );
  });
});
