import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { AuditLine, AuditLog } from '../ledger-deps.ts'

const INSERT = `INSERT INTO audit_log (id, at, actor, action, object_id, detail) VALUES ${marks(6)}`

export async function insertAudit(connection: Connection, line: AuditLine): Promise<void> {
  const { id, at, actor, action, object_id, detail } = line
  await run(connection, INSERT, [id, at, actor, action, object_id, JSON.stringify(detail)])
}

export const createAuditLog = ({ writeOne }: SqlDatabase<unknown>): AuditLog => ({
  add: (line) => writeOne((connection) => insertAudit(connection, line)),
})
