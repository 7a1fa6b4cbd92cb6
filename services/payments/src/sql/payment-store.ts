import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { PaymentStore } from '../deps.ts'
import { beginCharge } from './begin-charge.ts'
import { claimDue, claimPending } from './claim-attempts.ts'
import { countOpen, findKey, findPayment, listPayments } from './payment-reads.ts'
import { recordSend } from './record-send.ts'
import { settleCharge, updateAttempt } from './settle-charge.ts'

/** Payments on MySQL or SQLite, by the same statements. */
export function createPaymentStore(database: SqlDatabase<unknown>): PaymentStore {
  const { kind } = database
  return {
    begin: (charge) => database.write((transaction) => beginCharge(transaction, charge)),
    settle: (settlement) => database.write((transaction) => settleCharge(transaction, settlement)),
    postpone: (attempt) => database.writeOne((connection) => updateAttempt(connection, attempt)),
    recordSend: (attempt) => database.writeOne((connection) => recordSend(connection, attempt)),
    claimDue: (claim) => database.write((transaction) => claimDue(transaction, { kind, ...claim })),
    claimPending: (claim) => database.write((transaction) => claimPending(transaction, { kind, ...claim })),
    find: (id) => database.read((connection) => findPayment(connection, id)),
    findByKey: (key) => database.read((connection) => findKey(connection, key)),
    list: (page) => database.read((connection) => listPayments(connection, page)),
    countOpen: () => database.read((connection) => countOpen(connection)),
  }
}
