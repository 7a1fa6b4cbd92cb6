import { DatabaseSync } from 'node:sqlite'
import { lowestIdAt } from '@tradewind/service/ids.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import { migrations } from '../../../../services/payments/src/sql/migrations/migrations.ts'

export const AMOUNT = 3000
/** Characters of an id behind its time: here a number. */
const NUMBER_LENGTH = 16
const PER_SECOND = 100

export interface Prefilled {
  count: number
  /** When the first was made, milliseconds since 1970; 100 a second from then on. */
  began_ms: number
}

/** The number-th payment's ids and time: gateway and database make the same. */
export function describePayment({ began_ms }: Prefilled, number: number) {
  const suffix = String(number).padStart(NUMBER_LENGTH, '0')
  const idOf = (prefix: string) => lowestIdAt(prefix, began_ms).slice(0, -NUMBER_LENGTH) + suffix
  return {
    payment_id: idOf('pay'),
    order_id: idOf('ord'),
    suffix,
    created_s: Math.floor(began_ms / 1000 + number / PER_SECOND),
  }
}

/** Captured payments of 30.00 USD with all that belongs to them, sealed long ago, in a new SQLite file. */
export async function prefillPayments(path: string, prefilled: Prefilled): Promise<void> {
  await migrate(`sqlite:${path}`, migrations)
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN')
  for (const statement of toStatements(prefilled)) database.exec(statement)
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

function toStatements({ count, began_ms }: Prefilled): string[] {
  const id = (prefix: string, number = 'n') =>
    `'${lowestIdAt(prefix, began_ms).slice(0, -NUMBER_LENGTH)}' || printf('%0${NUMBER_LENGTH}d', ${number})`
  const at = `strftime('%Y-%m-%dT%H:%M:%S.000Z', ${began_ms / 1000} + n / ${PER_SECOND}, 'unixepoch')`
  const each = `FROM (WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${count}) SELECT n FROM numbers)`
  const ref = `'pi_' || printf('%0${NUMBER_LENGTH}d', n)`
  const method = `'{"token":"pm_card_visa","brand":"visa","last4":"4242","exp":"12/2030"}'`
  const entries = (offset: number, account: string, direction: string) => `INSERT INTO ledger_entries
    (id, transaction_id, account, direction, amount, currency, created_at)
    SELECT ${id('le', `2 * n + ${offset}`)}, ${id('ltx')}, '${account}', '${direction}', ${AMOUNT}, 'USD', ${at} ${each}`
  return [
    `INSERT INTO payments (id, order_id, amount, currency, capture_method, status, amount_capturable, amount_captured, amount_refunded,
      amount_refund_pending, payment_method, gateway, gateway_ref, metadata, version, created_at, updated_at)
      SELECT ${id('pay')}, ${id('ord')}, ${AMOUNT}, 'USD', 'automatic', 'succeeded', 0, ${AMOUNT}, 0, 0, ${method}, 'stripe', ${ref},
      '{}', 2, ${at}, ${at} ${each}`,
    `INSERT INTO payment_attempts (id, payment_id, status, fence, request, key_seq, gateway_key, key_at, key_spent, sent_at, tries,
      created_at) SELECT ${id('att')}, ${id('pay')}, 'succeeded', 1, '{}', 0, 'pay:' || ${id('att')}, ${at}, 0, ${at}, 0, ${at} ${each}`,
    `INSERT INTO idempotency_keys (client_id, idempotency_key, request_hash, payment_id, created_at)
      SELECT 'service', ${id('ord')}, 'hash', ${id('pay')}, ${at} ${each}`,
    `INSERT INTO ledger_transactions (id, source_event, payment_id, created_at)
      SELECT ${id('ltx')}, 'capture:' || ${ref}, ${id('pay')}, ${at} ${each}`,
    entries(0, 'gateway_receivable', 'debit'),
    entries(1, 'order_revenue', 'credit'),
    'UPDATE ledger_chain SET seal_sequence = 1',
    `INSERT INTO ledger_seals (sequence, previous_hash, hash, transactions, sealed_at) VALUES (1, '', 'prefilled', ${count}, '')`,
    `INSERT INTO ledger_balances (account, currency, debits, credits) VALUES
      ('gateway_receivable', 'USD', ${AMOUNT * count}, 0), ('order_revenue', 'USD', 0, ${AMOUNT * count})`,
    // As if the hours so far were compared: what is measured is not to be beside a run over all of them.
    `INSERT INTO recon_runs (id, status, from_at, to_at, phase, position, fence, lease_end, intents, movements, payments,
      breaks_total, requested_by, request_key, created_at) VALUES ('rec_0', 'done', '', '9', 'clearing', '', 0, '', 0, 0, 0, 0, '',
      'schedule:9', '')`,
  ]
}
