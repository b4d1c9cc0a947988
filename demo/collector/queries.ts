// Runs SQL on the database, each statement prepared once.
import type Database from 'libsql';

export type Bound = string | number;
export type Row = Record<string, unknown>;

export interface Queries {
  /** Inserts a row. @returns its ID */
  insert(table: string, row: Record<string, Bound>): number;
  /** Changes the row with this ID. */
  update(table: string, id: number, row: Record<string, Bound>): void;
  select(sql: string, values?: Bound[]): Row[];
}

export function createQueries(database: Database.Database): Queries {
  const statements = new Map<string, Database.Statement>();

  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return {
    insert(table, row) {
      const columns = Object.keys(row);
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      return Number(prepared(sql).run(...Object.values(row)).lastInsertRowid);
    },
    update(table, id, row) {
      const changes = Object.keys(row).map((column) => `${column} = ?`);
      prepared(`UPDATE ${table} SET ${changes.join(', ')} WHERE id = ?`).run(...Object.values(row), id);
    },
    // The driver returns plain objects, one a row.
    select: (sql, values = []) => prepared(sql).all(...values) as Row[],
  };
}
