// Opens the collector's database file: checks it before anything is written, creates or clears its tables.
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { CollectorError } from './errors.js';

const FILE = 'collector.sqlite';
/** Raised whenever the tables change; a file of another version is left alone. */
const SCHEMA_VERSION = 1;
/** Marks the file as ours: 'tpaq' in ASCII. */
const APPLICATION_ID = 0x74706171;

const SCHEMA = `
  CREATE TABLE visits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id INTEGER NOT NULL,
    visitor_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    actions INTEGER NOT NULL,
    page_views INTEGER NOT NULL,
    referrer TEXT NOT NULL,
    campaign TEXT NOT NULL,
    campaign_keyword TEXT NOT NULL
  );
  CREATE INDEX visits_by_end ON visits (site_id, ended_at);
  CREATE TABLE hits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    visitor_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    page_view_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    action_at INTEGER NOT NULL,
    summary TEXT NOT NULL,
    parameters TEXT NOT NULL,
    violations TEXT NOT NULL,
    notices TEXT NOT NULL,
    method TEXT NOT NULL,
    packaging TEXT NOT NULL,
    content_type TEXT NOT NULL,
    user_agent TEXT NOT NULL
  );
  CREATE INDEX hits_by_page_view ON hits (page_view_id, site_id);
  CREATE INDEX hits_by_visitor ON hits (visitor_id);
`;

/**
 * Opens `collector.sqlite` in a folder, which is created when missing.
 * @param reset - forgets all hits and visits; a file that is damaged or not ours is replaced by a new one
 * @throws CollectorError when the file is read-only or locked and, without `reset`, when it is damaged or not ours; it is
 *   then as it was
 */
export function openDatabase(folder: string, reset: boolean): Database.Database {
  const file = join(folder, FILE);
  try {
    mkdirSync(folder, { recursive: true });
    refuseReadOnly(file);
    return reset ? openEmpty(file) : openFile(file, false);
  } catch (error) {
    throw error instanceof CollectorError ? error : new CollectorError(explain(file, error));
  }
}

/** Removes every hit and visit; their numbers are not used again. */
export function clearTables(database: Database.Database): void {
  database.transaction(() => database.exec('DELETE FROM hits; DELETE FROM visits;'))();
}

function openFile(file: string, reset: boolean): Database.Database {
  return prepare(new Database(file, { timeout: 2000 }), file, reset);
}

/** An intact file is kept, and emptied: another collector that has it open would lose all it writes to a removed file. */
function openEmpty(file: string): Database.Database {
  try {
    return openFile(file, true);
  } catch (error) {
    if (!isRefused(error)) throw error;
    removeDatabase(file);
    return openFile(file, false);
  }
}

/** Looks at the file's mode instead of trying to write: root can write to every file, but should respect a read-only one. */
function refuseReadOnly(file: string): void {
  if (existsSync(file) && (statSync(file).mode & 0o222) === 0) {
    throw new CollectorError(
      `The collector's database ${file} is read-only; make it writable or choose another folder.`,
    );
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

function prepare(database: Database.Database, file: string, reset: boolean): Database.Database {
  try {
    refuseDamaged(database, file);
    const isNew = tableCount(database) === 0;
    if (!isNew) refuseForeign(database, file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    if (isNew) createTables(database);
    else if (reset) clearTables(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseDamaged(database: Database.Database, file: string): void {
  const found = pragma(database, 'quick_check(1)');
  if (found !== 'ok') throw new CollectorError(damaged(file));
}

function refuseForeign(database: Database.Database, file: string): void {
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new CollectorError(`${file} is a database of another program; move it away or choose another folder.`);
  }
  const version = pragma(database, 'user_version');
  if (version !== SCHEMA_VERSION) {
    throw new CollectorError(
      `The collector's database ${file} has version ${String(version)}, this collector needs ${SCHEMA_VERSION}; start with --reset to clear it.`,
    );
  }
}

function createTables(database: Database.Database): void {
  database.transaction(() => {
    database.exec(SCHEMA);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`);
  })();
}

function tableCount(database: Database.Database): unknown {
  return firstValue(database, 'SELECT count(*) FROM sqlite_schema');
}

function pragma(database: Database.Database, name: string): unknown {
  return firstValue(database, `PRAGMA ${name}`);
}

function firstValue(database: Database.Database, sql: string): unknown {
  const [row] = database.prepare(sql).raw().all();
  return Array.isArray(row) ? row[0] : undefined;
}

/** Whether the file itself is the reason: it is damaged or not ours. */
function isRefused(error: unknown): boolean {
  return error instanceof CollectorError || isDamage(codeOf(error));
}

function isDamage(code: string): boolean {
  return /NOTADB|CORRUPT/.test(code);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function explain(file: string, error: unknown): string {
  const message = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
  const code = codeOf(error);
  if (isDamage(code)) return damaged(file);
  if (/READONLY|EACCES|EROFS|EPERM/.test(code)) return `The collector's database ${file} cannot be written: ${message}`;
  if (/BUSY|LOCKED/.test(code)) return `The collector's database ${file} is in use by another process.`;
  return `The collector's database ${file} cannot be opened: ${message}`;
}

function damaged(file: string): string {
  return `The collector's database ${file} is damaged; move it away to keep it, or start with --reset to clear it.`;
}
