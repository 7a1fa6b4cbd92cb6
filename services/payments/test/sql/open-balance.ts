import { createRuntime } from '@tradewind/service/runtime.ts'
import { select } from '@tradewind/sql/statement.ts'
import { createBalanceStore } from '../../src/sql/balance-store.ts'
import { assignPayout } from '../../src/use-cases/assign-payout.ts'
import { importBalance } from '../../src/use-cases/import-balance.ts'
import { createFakeBooks } from '../fake-books.ts'
import { openLedger } from './open-ledger.ts'

/** The copy of the gateway's balance on a new database from `create`, and a gateway to copy from. */
export async function openBalance(create: Parameters<typeof openLedger>[0]) {
  const opened = await openLedger(create)
  const clock = { ahead_ms: 0 }
  const runtime = { ...createRuntime(), now: () => Date.now() + clock.ahead_ms }
  const deps = { balance: createBalanceStore(opened.database), gatewayBooks: createFakeBooks(), runtime }
  return {
    ...opened,
    ...deps,
    clock,
    async reset() {
      await opened.reset()
      clock.ahead_ms = 0
      const { movements, intents } = deps.gatewayBooks
      movements.length = 0
      intents.length = 0
    },
    importOnce: () => importBalance(deps),
    assignPayout: () => assignPayout(deps),
    async readPosted(account: string) {
      const text = `SELECT t.source_event, t.payment_id, e.direction, e.amount FROM ledger_entries e
        JOIN ledger_transactions t ON t.id = e.transaction_id WHERE e.account = ? ORDER BY t.source_event`
      const rows = await opened.database.read((connection) => select<Posted>(connection, text, [account]))
      return rows.map((row) => ({ ...row, amount: Number(row.amount) }))
    },
  }
}

interface Posted {
  source_event: string
  payment_id: string
  direction: string
  amount: number
}

export type OpenBalance = Awaited<ReturnType<typeof openBalance>>
