// The web servers whose example configurations are tested, where this machine has them. Bare Node: set-up runs it, too.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from './browsers.mjs';

/** Debian's packages, by program. */
export const WEB_SERVERS = { nginx: 'nginx-light', caddy: 'caddy' };

/** Where distributions put servers that are not on everybody's PATH. */
const SYSTEM_DIRECTORIES = ['/usr/sbin', '/usr/local/sbin'];

/** @param {string} name @returns {string | undefined} the program's file */
export const findWebServer = (name) =>
  onPath(name) ?? SYSTEM_DIRECTORIES.map((directory) => join(directory, name)).find((file) => existsSync(file));
