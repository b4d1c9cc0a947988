// Which scenarios the small script has to pass: all that call none of the methods it does not have.
// beyond-core.json tells, with a reason, what else it does not have: parameters of a scenario, or all of it.
import { readFileSync } from 'node:fs';

/** @typedef {{ name: string, area?: string, pages?: object, steps: object[], options?: object, tolerate?: object[] }} Scenario */
/** @typedef {{ name: string, bundle: 'core' | 'full' }} Method */
/** @typedef {{ reason: string, params?: string[] }} Lack */

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));

/** What a page or a step of a scenario may call. @param {Scenario} scenario */
const wordsOf = ({ pages, steps, options }) => new Set(JSON.stringify([pages, steps, options]).match(/\w+/g));

/**
 * @param {Scenario[]} scenarios all of them
 * @param {Method[]} [methods] every public method
 * @param {Record<string, Lack>} [beyond] what it lacks besides methods, by the name of a scenario
 * @returns {Scenario[]} those of the small script, as the kit plays them
 * @throws when something is said to lack in a scenario that is left out anyway
 */
export function coreScenarios(
  scenarios,
  methods = readJson('../../test/api/methods.json'),
  beyond = readJson('beyond-core.json'),
) {
  const missing = methods.filter(({ bundle }) => bundle !== 'core').map(({ name }) => name);
  const callable = scenarios.filter((scenario) => {
    const words = wordsOf(scenario);
    return !missing.some((name) => words.has(name));
  });
  const idle = Object.keys(beyond).find((told) => !callable.some(({ name }) => name === told));
  if (idle) throw new Error(`beyond-core.json: ${idle} is no scenario, or calls a method that the core does not have`);
  return callable.flatMap((scenario) => withoutLack(scenario, beyond[scenario.name]));
}

/** @param {Scenario} scenario @param {Lack | undefined} lack @returns {Scenario[]} one, or none */
function withoutLack(scenario, lack) {
  if (!lack) return [scenario];
  const { reason, params = [] } = lack;
  if (!params.length) return [];
  return [{ ...scenario, tolerate: [...(scenario.tolerate ?? []), ...params.map((param) => ({ param, reason }))] }];
}
