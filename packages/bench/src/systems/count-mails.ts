import { DatabaseSync } from 'node:sqlite'
import { createPool, type RowDataPacket } from 'mysql2/promise'

const QUERY = 'SELECT COUNT(*) AS mails FROM inbox_messages'

interface MailCounter {
  /** Rows in the inbox: one per delivery. */
  count(): Promise<number>
  close(): Promise<void>
}

/** Counts in the inbox's own table: over HTTP each mail comes with all its HTML. */
export function openMailCounter(url: string): MailCounter {
  return url.startsWith('sqlite:') ? openSqliteCounter(url.slice('sqlite:'.length)) : openMysqlCounter(url)
}

function openSqliteCounter(path: string): MailCounter {
  const database = new DatabaseSync(path, { readOnly: true })
  const statement = database.prepare(QUERY)
  return { count: async () => Number(statement.get()?.mails), close: async () => database.close() }
}

function openMysqlCounter(url: string): MailCounter {
  const pool = createPool({ uri: url, connectionLimit: 1 })
  return {
    async count() {
      const [rows] = await pool.query<RowDataPacket[]>(QUERY)
      return Number(rows[0]?.mails)
    },
    close: () => pool.end(),
  }
}
