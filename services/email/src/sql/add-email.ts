import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { marks, run } from '@tradewind/sql/statement.ts'
import type { StoredEmail } from '../domain/stored-email.ts'
import { EMAIL_COLUMN_COUNT, EMAIL_COLUMNS, toEmailValues } from './email-row.ts'
import type { Tables } from './tables.ts'

const INSERT_EMAIL = `INSERT INTO emails (${EMAIL_COLUMNS}) VALUES ${marks(EMAIL_COLUMN_COUNT)}`

/** False when this client used the key before. */
export async function addEmail(database: SqlDatabase<Tables>, email: StoredEmail): Promise<boolean> {
  try {
    await database.writeOne((connection) => run(connection, INSERT_EMAIL, toEmailValues(email)))
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}
