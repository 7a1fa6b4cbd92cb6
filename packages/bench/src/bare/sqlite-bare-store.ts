import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { BareStore } from './bare-store.ts'

/** With the group commit that our services have. */
export function openSqliteBareStore(url: string): BareStore {
  const file = openSqliteFile(url.slice('sqlite:'.length))
  file.direct.run('CREATE TABLE bodies (id TEXT PRIMARY KEY, body TEXT NOT NULL)')
  const write = async (sql: string, params: string[]) => void (await file.write(({ run }) => run(sql, params)))
  return {
    insert: (id, body) => write('INSERT INTO bodies (id, body) VALUES (?, ?)', [id, body]),
    update: (id, body) => write('UPDATE bodies SET body = ? WHERE id = ?', [body, id]),
    counts: file.counts,
  }
}
