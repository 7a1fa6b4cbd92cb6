import { openDatabase } from '../src/database.ts'
import { migrate } from '../src/migrate.ts'

export interface Tables {
  things: { id: string; name: string; amount: number }
}

export const MIGRATIONS = {
  '001-things': [
    'CREATE TABLE things (id VARCHAR(40) NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, amount BIGINT NOT NULL, CHECK (amount >= 0))',
    'CREATE UNIQUE INDEX things_name ON things (name)',
  ],
}

/** A database at `url` with one table in it. */
export async function openThings(url: string) {
  await migrate(url, MIGRATIONS)
  return openDatabase<Tables>(url)
}
