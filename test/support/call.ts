// One command on a fresh page, for tables of arguments and their results.
import { openPage, type PageOptions } from './page';

export interface Result {
  /** Decoded parameters of the hits that the command made. */
  hits: Record<string, string>[];
  /** The lines it left on the console. */
  errors: string[];
}

/** Runs a command on a page of its own. */
export async function call(command: unknown[], options: PageOptions = {}): Promise<Result> {
  const page = await openPage(options);
  const hits = await page.track(command);
  return { hits, errors: page.errors };
}

/** The named parameters of a hit, without those that were not sent. */
export function pick(hit: Record<string, string> | undefined, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(hit ?? {}).filter(([name]) => names.includes(name)));
}
