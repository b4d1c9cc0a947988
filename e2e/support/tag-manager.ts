// The container of a tag manager that fires tags of our template. The functions of its sandbox work on the real window.
import { code } from '../../test/ways-in/gtm-template/template';

/**
 * The container's script.
 * @param tags - the fields of each tag, in the order in which they fire
 */
export function container(tags: object[]): string {
  return `
    const at = (path) => path.split('.').reduce((object, name) => object && object[name], window);
    const consent = { granted: false, listeners: [] };
    window.setConsent = (granted) => {
      consent.granted = granted;
      consent.listeners.forEach((listener) => listener('analytics_storage', granted));
    };
    const storage = new Map();
    const apis = {
      addConsentListener: (type, listener) => consent.listeners.push(listener),
      callInWindow: (path, ...args) => at(path.replace(/\\.?[^.]*$/, ''))[path.split('.').pop()](...args),
      copyFromWindow: at,
      injectScript(src, onload, onerror) {
        document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror }));
      },
      isConsentGranted: () => consent.granted,
      logToConsole: (...args) => console.log(...args),
      makeString: String,
      queryPermission: () => true,
      setInWindow: (name, value, replace) => void (replace || (window[name] ??= value)),
      templateStorage: { getItem: (key) => storage.get(key), setItem: (key, value) => storage.set(key, value) },
    };
    const fire = (data, require) => { ${code} };
    window.outcomes = [];
    const end = (what) => () => window.outcomes.push(what);
    for (const tag of ${JSON.stringify(tags)})
      fire({ ...tag, gtmOnSuccess: end('success'), gtmOnFailure: end('failure') }, (name) => apis[name]);
  `;
}
