import type { SqlDatabase } from '@tradewind/sql/database.ts'
import { run, select } from '@tradewind/sql/statement.ts'
import type { BalanceStore } from '../balance-deps.ts'
import { findKnown, findOpenPayout, findPayments, listPaidOut, listPayouts } from './balance-reads.ts'
import { addMovements, markPaidOut } from './balance-writes.ts'

const CURSOR = "SELECT created_at FROM balance_cursor WHERE name = 'import'"
const MOVE_CURSOR = "UPDATE balance_cursor SET created_at = ? WHERE name = 'import'"
const FIRST_PAYMENT = 'SELECT created_at FROM payments ORDER BY id LIMIT 1'

export function createBalanceStore({ read, write, writeOne }: SqlDatabase<unknown>): BalanceStore {
  const readTime = async (text: string) => {
    const [row] = await read((connection) => select<{ created_at: string | null }>(connection, text, []))
    return row?.created_at ?? undefined
  }
  return {
    readCursor: () => readTime(CURSOR),
    firstPaymentAt: () => readTime(FIRST_PAYMENT),
    moveCursor: async (created_at) => void (await writeOne((connection) => run(connection, MOVE_CURSOR, [created_at]))),
    findKnown: (ids) => read((connection) => findKnown(connection, ids)),
    findPayments: (asked) => read((connection) => findPayments(connection, asked)),
    add: (imported) => write((transaction) => addMovements(transaction, imported)),
    findOpenPayout: () => read(findOpenPayout),
    markPaidOut: (paid) => writeOne((connection) => markPaidOut(connection, paid)),
    listPayouts: (page) => read((connection) => listPayouts(connection, page)),
    listPaidOut: (page) => read((connection) => listPaidOut(connection, page)),
  }
}
