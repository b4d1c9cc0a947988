// Flags as they are written on the command line, with those for address and site, and what they mean.
import { readFlags } from '../../src/cli/flags.mjs';
import { settingsOf } from '../../src/cli/settings.mjs';

export const GIVEN = ['--url', 'https://stats.test/matomo.php', '--site', '1'];

/** @param flags - besides address and site */
export const settings = (...flags: string[]) => settingsOf(readFlags([...GIVEN, ...flags]));
