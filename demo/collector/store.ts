// The collector's memory: hits and visits in one database file.
import { clearTables, openDatabase } from './database.js';
import { hitTable, type HitTable } from './hit-table.js';
import { createQueries } from './queries.js';
import { visitTable, type VisitTable } from './visit-table.js';

export interface Store {
  hits: HitTable;
  visits: VisitTable;
  /** Runs a piece of work so that all of it is stored or nothing. */
  transaction<T>(work: () => T): T;
  /** Removes every hit and visit; their numbers are not used again. */
  clear(): void;
  /** Calling it again does nothing. */
  close(): void;
}

/**
 * @param folder - where the database file lies
 * @throws CollectorError when the file cannot be used
 */
export function openStore(folder: string, reset: boolean): Store {
  const database = openDatabase(folder, reset);
  const queries = createQueries(database);
  let open = true;

  return {
    hits: hitTable(queries),
    visits: visitTable(queries),
    transaction: (work) => database.transaction(work).immediate(),
    clear: () => clearTables(database),
    close() {
      if (!open) return;
      open = false;
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.close();
    },
  };
}
