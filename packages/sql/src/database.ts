import type { SqlDatabase } from './sql-database.ts'

export type { SqlDatabase }

const SQLITE = 'sqlite:'

/** Opens `sqlite:path` or `mysql://user:password@host/database`; loads only the driver it needs. */
export async function openDatabase<Tables>(url: string): Promise<SqlDatabase<Tables>> {
  if (url.startsWith(SQLITE)) return (await import('./sqlite-database.ts')).openSqlite<Tables>(url.slice(SQLITE.length))
  return (await import('./mysql-database.ts')).openMysql<Tables>(url)
}
