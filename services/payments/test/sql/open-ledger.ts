import { createRuntime } from '@tradewind/service/runtime.ts'
import { run } from '@tradewind/sql/statement.ts'
import { type LedgerTransaction, toCapture } from '../../src/domain/ledger.ts'
import { createLeaseStore } from '../../src/sql/lease-store.ts'
import { createLedgerStore } from '../../src/sql/ledger-store.ts'
import { postTransactions } from '../../src/sql/post-transaction.ts'
import { sealLedger } from '../../src/use-cases/seal-ledger.ts'
import { buildCharge, captured } from '../build-charge.ts'
import { openStore } from './open-store.ts'

const runtime = createRuntime()
const TABLES = [
  'ledger_chain',
  'ledger_entries',
  'ledger_transactions',
  'ledger_seals',
  'ledger_balances',
  'balance_transactions',
  'recon_breaks',
  'recon_runs',
  'payment_attempts',
  'payments',
]

/** The capture of a payment of its own, 30.00 USD unless told. */
export function buildCapture(given: { amount?: number; currency?: string; now?: number } = {}): LedgerTransaction {
  const { amount = 3000, currency = 'USD', now = runtime.now() } = given
  const { payment } = buildCharge({ now })
  const transaction = toCapture(captured({ ...payment, amount, currency }), { newId: runtime.newId, now })
  if (!transaction) throw new Error('nothing captured')
  return transaction
}

/** A ledger on a new database from `create`. */
export async function openLedger(create: Parameters<typeof openStore>[0]) {
  const opened = await openStore(create)
  const { database } = opened
  const ledger = createLedgerStore(database)
  const execute = (text: string, params: (string | number)[] = []) =>
    database.write((connection) => run(connection, text, params))
  return {
    ...opened,
    ledger,
    leases: createLeaseStore(database),
    post: (...transactions: LedgerTransaction[]) =>
      database.write((connection) => postTransactions(connection, transactions)),
    seal: () => sealLedger({ ledger, runtime }),
    execute,
    /** As a new one: to make one for each test takes MySQL a second. */
    async reset() {
      for (const table of TABLES) await execute(`DROP TRIGGER IF EXISTS ${table}_no_delete`)
      for (const table of TABLES) await execute(`DELETE FROM ${table}`)
      await execute('UPDATE balance_cursor SET created_at = NULL')
    },
    /** As who can change the tables might: past the triggers. */
    async tamper(table: string, text: string, params: (string | number)[] = []) {
      for (const change of ['update', 'delete']) await execute(`DROP TRIGGER IF EXISTS ${table}_no_${change}`)
      await execute(text, params)
    },
  }
}

export type OpenLedger = Awaited<ReturnType<typeof openLedger>>
