import { createPool } from 'mysql2/promise'
import type { BareStore } from './bare-store.ts'

const CONNECTIONS = 16

/** Each statement its own commit, flushed as the server is set up. */
export async function openMysqlBareStore(url: string): Promise<BareStore> {
  const pool = createPool({ uri: url, connectionLimit: CONNECTIONS })
  await pool.query('CREATE TABLE bodies (id VARCHAR(64) PRIMARY KEY, body MEDIUMTEXT NOT NULL)')
  const counts = { statements: 0, commits: 0 }
  const write = async (sql: string, params: string[]) => {
    await pool.query(sql, params)
    counts.statements += 1
    counts.commits += 1
  }
  return {
    insert: (id, body) => write('INSERT INTO bodies (id, body) VALUES (?, ?)', [id, body]),
    update: (id, body) => write('UPDATE bodies SET body = ? WHERE id = ?', [body, id]),
    counts,
  }
}
