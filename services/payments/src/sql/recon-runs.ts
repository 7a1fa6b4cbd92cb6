import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { Reconciliation } from '../domain/reconciliation.ts'
import type { ReconciliationStep } from '../reconciliation-deps.ts'
import { BALANCE_COLUMNS } from './balance-reads.ts'
import { toMovementValues } from './balance-writes.ts'
import { insertRows } from './post-transaction.ts'
import { INTENT_COLUMNS, toIntentValues } from './recon-rows.ts'

const COLUMNS = `id, status, from_at, to_at, phase, position, fence, lease_end, intents, movements, payments, breaks_total,
  requested_by, last_error, created_at, finished_at`
const SELECT = `SELECT ${COLUMNS} FROM recon_runs`
const INSERT = `INSERT INTO recon_runs (${COLUMNS}, request_key) VALUES ${marks(17)}`
const DUE = `${SELECT} WHERE status = 'running' AND lease_end <= ?`
const TAKE = 'UPDATE recon_runs SET fence = fence + 1, lease_end = ? WHERE id = ? AND fence = ?'
const ADVANCE = `UPDATE recon_runs SET status = ?, phase = ?, position = ?, lease_end = ?, intents = ?, movements = ?,
  payments = ?, last_error = ?, finished_at = ? WHERE id = ? AND fence = ?`
const INSERT_INTENTS = `INSERT INTO recon_intents (run_id, ${INTENT_COLUMNS}) VALUES`
const INSERT_MOVEMENTS = `INSERT INTO recon_movements (run_id, ${BALANCE_COLUMNS}) VALUES`
const INSERT_BREAK = `INSERT INTO recon_breaks (id, run_id, type, subject, payment_id, gateway_ref, charge_ref, expected, actual,
  created_at) VALUES ${marks(10)}`
const LAST = `SELECT (SELECT MAX(finished_at) FROM recon_runs) AS finished_at,
  (SELECT MAX(to_at) FROM recon_runs WHERE request_key LIKE 'schedule:%') AS scheduled_to`

type RunRow = Omit<Reconciliation, 'from' | 'to'> & { from_at: string; to_at: string }

const fromRow = ({ from_at: from, to_at: to, ...row }: RunRow): Reconciliation => ({ ...row, from, to })

export async function createRun(connection: Connection, created: Reconciliation, request_key: string | null) {
  const { id, status, from, to, phase, position, fence, lease_end, intents, movements, payments, breaks_total } =
    created
  const state = [id, status, from, to, phase, position, fence, lease_end, intents, movements, payments, breaks_total]
  const { requested_by, last_error, created_at, finished_at } = created
  try {
    await run(connection, INSERT, [...state, requested_by, last_error, created_at, finished_at, request_key])
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function findRun(connection: Connection, column: 'id' | 'request_key', value: string) {
  const [row] = await select<RunRow>(connection, `${SELECT} WHERE ${column} = ?`, [value])
  return row && fromRow(row)
}

export async function listRuns(
  connection: Connection,
  { before_id, limit }: { before_id?: string | undefined; limit: number },
) {
  const older = before_id === undefined ? '' : 'WHERE id < ?'
  const params = before_id === undefined ? [limit] : [before_id, limit]
  return (await select<RunRow>(connection, `${SELECT} ${older} ORDER BY id DESC LIMIT ?`, params)).map(fromRow)
}

interface Claim {
  now: string
  lease_end: string
  id?: string | undefined
}

/** Of two who read the same run, its fence lets one take it. */
export async function claimRun(
  connection: Connection,
  { now, lease_end, id }: Claim,
): Promise<Reconciliation | undefined> {
  const text = `${DUE} ${id === undefined ? '' : 'AND id = ?'} ORDER BY lease_end LIMIT 1`
  const [due] = await select<RunRow>(connection, text, id === undefined ? [now] : [now, id])
  if (!due) return undefined
  const { changed } = await run(connection, TAKE, [lease_end, due.id, due.fence])
  return changed === 1 ? { ...fromRow(due), fence: due.fence + 1, lease_end } : undefined
}

/** The fence first: who has lost the run writes nothing at all. */
export async function advanceRun(transaction: Connection, step: ReconciliationStep): Promise<boolean> {
  const { intents = [], movements = [], breaks = [] } = step
  const { id, fence, status, phase, position, lease_end, last_error, finished_at, ...counts } = step.run
  const figures = [counts.intents, counts.movements, counts.payments]
  const state = [status, phase, position, lease_end, ...figures, last_error, finished_at]
  const { changed } = await run(transaction, ADVANCE, [...state, id, fence])
  if (changed !== 1) return false
  if (intents.length > 0)
    await insertRows(
      transaction,
      INSERT_INTENTS,
      intents.map((intent) => [id, ...toIntentValues(intent)]),
    )
  if (movements.length > 0)
    await insertRows(
      transaction,
      INSERT_MOVEMENTS,
      movements.map((movement) => [id, ...toMovementValues(movement)]),
    )
  let added = 0
  for (const found of breaks) added += await insertBreak(transaction, { run_id: id, ...found })
  if (added > 0)
    await run(transaction, 'UPDATE recon_runs SET breaks_total = breaks_total + ? WHERE id = ?', [added, id])
  return true
}

type FoundBreak = NonNullable<ReconciliationStep['breaks']>[number] & { run_id: string }

/** Found again by another way: once is enough. */
async function insertBreak(transaction: Connection, found: FoundBreak): Promise<number> {
  const { id, run_id, type, subject, payment_id, gateway_ref, charge_ref, expected, actual, created_at } = found
  const seen = [JSON.stringify(expected), JSON.stringify(actual)]
  try {
    await run(transaction, INSERT_BREAK, [
      id,
      run_id,
      type,
      subject,
      payment_id,
      gateway_ref,
      charge_ref,
      ...seen,
      created_at,
    ])
    return 1
  } catch (error) {
    if (isDuplicateKey(error)) return 0
    throw error
  }
}

export async function readLast(connection: Connection) {
  const [last] = await select<{ finished_at: string | null; scheduled_to: string | null }>(connection, LAST, [])
  return last ?? { finished_at: null, scheduled_to: null }
}
