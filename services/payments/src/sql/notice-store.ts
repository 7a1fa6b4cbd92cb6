import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { isDuplicateKey } from '@tradewind/sql/sql-errors.ts'
import { type Connection, marks, run, select } from '@tradewind/sql/statement.ts'
import type { DueNotice, NoticeStatus, NoticeStore } from '../notice-deps.ts'
import { insertAttempt } from './attempt-rows.ts'
import { findDispute, findDisputeById, listDisputes } from './dispute-rows.ts'
import { findPaymentByRef } from './payment-reads.ts'
import { findRefundByRef } from './refund-rows.ts'
import { countStrays, findStray, insertStray } from './stray-rows.ts'

const RECEIVE = `INSERT INTO gateway_events
  (gateway, id, type, object_type, object_id, status, next_at, tries, created_at, received_at) VALUES ${marks(10)}`
const DUE = `SELECT id, type, object_type, object_id, tries, created_at, received_at FROM gateway_events
  WHERE gateway = ? AND next_at <= ? ORDER BY next_at LIMIT ?`
const POSTPONE = `UPDATE gateway_events SET status = ?, next_at = ?, last_error = ?, tries = tries + 1
  WHERE gateway = ? AND id = ? AND next_at IS NOT NULL`
const COUNT = `SELECT status, COUNT(*) AS notices FROM gateway_events
  WHERE status IN ('received', 'parked', 'expired') GROUP BY status`
const HASTEN =
  "UPDATE payment_attempts SET next_at = ? WHERE payment_id = ? AND status = 'unknown' AND refund_id IS NULL AND next_at > ?"

/** What the gateway told us, on MySQL or SQLite. Handling a notice twice changes nothing: its lease needs no fence. */
export function createNoticeStore(database: SqlDatabase<unknown>): NoticeStore {
  const { kind } = database
  return {
    receive: (notice) => database.writeOne((connection) => receive(connection, notice)),
    async claimDue(claim) {
      const isDue = await database.read((connection) => selectDue(connection, { ...claim, limit: 1 }))
      if (isDue.length === 0) return []
      return database.write((transaction) => claimDue(transaction, { ...claim, kind }))
    },
    finish: (end) => database.writeOne((connection) => finish(connection, end)),
    postpone: ({ gateway, id, status, next_at, reason }) =>
      database.writeOne(async (connection) => {
        await run(connection, POSTPONE, [status, next_at, reason, gateway, id])
      }),
    count: () =>
      database.read((connection) => select<{ status: NoticeStatus; notices: number }>(connection, COUNT, [])),
    findPayment: (gateway_ref) => database.read((connection) => findPaymentByRef(connection, gateway_ref)),
    findRefund: (gateway_ref) => database.read((connection) => findRefundByRef(connection, gateway_ref)),
    findDispute: (gateway_ref) => database.read((connection) => findDispute(connection, gateway_ref)),
    findDisputeById: (id) => database.read((connection) => findDisputeById(connection, id)),
    listDisputes: (page) => database.read((connection) => listDisputes(connection, page)),
    findStray: (gateway_ref) => database.read((connection) => findStray(connection, gateway_ref)),
    addStray: ({ stray, attempt }) =>
      database.write(async (transaction) => {
        if (!(await insertStray(transaction, stray))) return false
        await insertAttempt(transaction, attempt)
        return true
      }),
    countStrays: () => database.read((connection) => countStrays(connection)),
    hasten: (payment_id, now) =>
      database.writeOne(async (connection) => {
        await run(connection, HASTEN, [now, payment_id, now])
      }),
  }
}

type Received = Parameters<NoticeStore['receive']>[0]

async function receive(connection: Connection, notice: Received): Promise<void> {
  const { gateway, id, type, object_type, object_id, created_at, received_at, next_at } = notice
  const what = [gateway, id, type, object_type, object_id]
  const status: NoticeStatus = next_at === null ? 'ignored' : 'received'
  try {
    await run(connection, RECEIVE, [...what, status, next_at, 0, created_at, received_at])
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

type Claim = Parameters<NoticeStore['claimDue']>[0]

/** Rows that another replica is claiming are passed over; SQLite has one writer at a time. */
async function claimDue(connection: Connection, { kind, ...claim }: Claim & { kind: 'mysql' | 'sqlite' }) {
  const rows = await selectDue(connection, claim, kind === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '')
  if (rows.length === 0) return []
  const text = `UPDATE gateway_events SET next_at = ? WHERE gateway = ? AND id IN ${marks(rows.length)}`
  await run(connection, text, [claim.lease_end, claim.gateway, ...rows.map(({ id }) => id)])
  return rows
}

function selectDue(connection: Connection, { gateway, now, limit }: Claim, locking = ''): Promise<DueNotice[]> {
  return select<DueNotice>(connection, DUE + locking, [gateway, now, limit])
}

async function finish(connection: Connection, { gateway, ids, status }: Parameters<NoticeStore['finish']>[0]) {
  if (ids.length === 0) return
  const text = `UPDATE gateway_events SET status = ?, next_at = NULL WHERE gateway = ? AND id IN ${marks(ids.length)}`
  await run(connection, text, [status, gateway, ...ids])
}
