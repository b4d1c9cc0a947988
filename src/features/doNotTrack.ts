/** The browser's privacy signals. */
import type { Context } from '../context';

type Signals = { doNotTrack?: unknown; msDoNotTrack?: unknown; globalPrivacyControl?: unknown };

const isObjecting = (): boolean => {
  const { doNotTrack, msDoNotTrack, globalPrivacyControl } = navigator as Signals;
  return (
    globalPrivacyControl === true ||
    [doNotTrack, msDoNotTrack, (window as Signals).doNotTrack].some((signal) => signal === '1' || signal === 'yes')
  );
};

export const doNotTrack = (t: Context) => {
  t._mayObject = isObjecting();

  return {
    /**
     * Honours Do Not Track and Global Privacy Control: such visitors are not tracked, their cookies deleted.
     * @param enable - false tracks them again
     */
    setDoNotTrack(enable: boolean): void {
      t._doNotTrack = !!enable && isObjecting();
      if (t._doNotTrack) t._api.disableCookies();
    },
  };
};
