import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { PaymentStore } from '../deps.ts'
import { beginCharge } from './begin-charge.ts'
import { beginCommand } from './begin-command.ts'
import { beginRefund } from './begin-refund.ts'
import { claimDue, claimOpen, findOpen } from './claim-attempts.ts'
import { insertKey } from './insert-key.ts'
import { countOpen, findKey, findPayment, listPayments } from './payment-reads.ts'
import { recordSend } from './record-send.ts'
import { findRefund, listRefunds } from './refund-rows.ts'
import { settleAttempt, updateAttempt } from './settle-attempt.ts'
import { StaleError } from './stale-error.ts'
import { writeChange } from './write-change.ts'

/** Payments on MySQL or SQLite, by the same statements. */
export function createPaymentStore(database: SqlDatabase<unknown>): PaymentStore {
  const { kind } = database
  return {
    begin: (charge) => database.write((transaction) => beginCharge(transaction, charge)),
    beginCommand: (command) =>
      staleAs('stale', async () => {
        const begun = await database.write((transaction) => beginCommand(transaction, command))
        return begun ? 'begun' : 'known'
      }),
    beginRefund: (refund) => database.write((transaction) => beginRefund(transaction, refund)),
    keepKey: ({ key, ...made }) => database.writeOne((connection) => insertKey(connection, key, made)),
    settle: (settlement) =>
      staleAs(false, () => database.write((transaction) => settleAttempt(transaction, settlement))),
    apply: (change) =>
      staleAs(false, async () => {
        await database.write((transaction) => writeChange(transaction, change))
        return true
      }),
    postpone: (attempt) => database.writeOne((connection) => updateAttempt(connection, attempt)),
    recordSend: (attempt) => database.writeOne((connection) => recordSend(connection, attempt)),
    claimDue: (claim) => database.write((transaction) => claimDue(transaction, { kind, ...claim })),
    claimOpen: (claim) => database.write((transaction) => claimOpen(transaction, { kind, ...claim })),
    find: (id) => database.read((connection) => findPayment(connection, id)),
    findRefund: (id) => database.read((connection) => findRefund(connection, id)),
    findByKey: (key) => database.read((connection) => findKey(connection, key)),
    findOpen: (subject) => database.read((connection) => findOpen(connection, subject)),
    list: (page) => database.read((connection) => listPayments(connection, page)),
    listRefunds: (page) => database.read((connection) => listRefunds(connection, page)),
    countOpen: () => database.read((connection) => countOpen(connection)),
  }
}

async function staleAs<T, Stale>(stale: Stale, write: () => Promise<T>): Promise<T | Stale> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof StaleError) return stale
    throw error
  }
}
