import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { DueEvent, EventStore } from '../notice-deps.ts'

const DUE = `SELECT id, type, payment_id, order_id, object_id, created_at, tries FROM payment_events
  WHERE next_at <= ? ORDER BY next_at LIMIT ?`
/** `> ''` and not `IS NOT NULL`, for which SQLite would read the whole table. */
const UNTOLD = "SELECT COUNT(*) AS events, MIN(created_at) AS oldest FROM payment_events WHERE next_at > ''"

/** Telling orders the same twice does no harm: the lease needs no fence. */
export function createEventStore(database: SqlDatabase<unknown>): EventStore {
  const { kind } = database
  return {
    async claimDue(claim) {
      const isDue = await database.read((connection) => selectDue(connection, { ...claim, limit: 1 }))
      if (isDue.length === 0) return []
      return database.write((transaction) => claimDue(transaction, { ...claim, kind }))
    },
    finish: (ids) => database.writeOne((connection) => setNext(connection, { ids, next_at: null })),
    postpone: (later) => database.writeOne((connection) => setNext(connection, later)),
    async countUntold() {
      const [row] = await database.read((connection) =>
        select<{ events: number; oldest: string | null }>(connection, UNTOLD, []),
      )
      return row ?? { events: 0, oldest: null }
    },
  }
}

type Claim = Parameters<EventStore['claimDue']>[0]

/** Rows that another replica is claiming are passed over; SQLite has one writer at a time. */
async function claimDue(connection: Connection, { kind, ...claim }: Claim & { kind: 'mysql' | 'sqlite' }) {
  const rows = await selectDue(connection, claim, kind === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '')
  if (rows.length > 0) await setNext(connection, { ids: rows.map(({ id }) => id), next_at: claim.lease_end })
  return rows
}

const selectDue = (connection: Connection, { now, limit }: Claim, locking = '') =>
  select<DueEvent>(connection, DUE + locking, [now, limit])

async function setNext(connection: Connection, { ids, next_at }: { ids: string[]; next_at: string | null }) {
  if (ids.length === 0) return
  const text = `UPDATE payment_events SET next_at = ?, tries = tries + 1 WHERE id IN ${marks(ids.length)}`
  await run(connection, text, [next_at, ...ids])
}
