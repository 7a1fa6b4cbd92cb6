/** A guard taken away, and the tests that must then be red. */
export interface Mutation {
  guard: string
  file: string
  find: string
  replace: string
  /** The folder of tests, or one of its files, from the root. */
  tests: string
}

const ORDERS = 'services/orders/src'
const PAYMENTS = 'services/payments/src'
const EMAIL = 'services/email/src'
const SANDBOX = 'packages/stripe-sandbox/src'

export const MUTATIONS: Mutation[] = [
  {
    guard: 'the version check of an order',
    file: `${ORDERS}/sqlite/sqlite-order-store.ts`,
    find: 'WHERE id = ? AND version = ?',
    replace: 'WHERE id = ? AND ? > -1',
    tests: 'services/orders/test/store',
  },
  {
    guard: 'the unique key of an order',
    file: `${ORDERS}/sqlite/migrations.ts`,
    find: 'CREATE UNIQUE INDEX orders_by_key',
    replace: 'CREATE INDEX orders_by_key',
    tests: 'services/orders/test/store',
  },
  {
    guard: 'the key of a claim of the next order',
    file: `${ORDERS}/sqlite/sqlite-order-store.ts`,
    find: 'if (isClaimedElsewhere(statements, order)) return false',
    replace: '',
    tests: 'services/orders/test/store',
  },
  {
    guard: 'the deadline of a claim',
    file: `${ORDERS}/domain/fulfillment/claim-fulfillment.ts`,
    find: 'claimed_until > occasion.at) throw',
    replace: "claimed_until > '3') throw",
    tests: 'services/orders/test/domain/fulfillment',
  },
  {
    guard: 'the units that are open',
    file: `${ORDERS}/domain/fulfillment/quantities.ts`,
    find: 'line.quantity - taken - refunded',
    replace: 'line.quantity - refunded',
    tests: 'services/orders/test/domain/fulfillment',
  },
  {
    guard: 'nothing leaves unpaid',
    file: `${ORDERS}/domain/fulfillment/fulfillable.ts`,
    find: 'if (isConfirmed(order) && isPaid(order)) return',
    replace: 'if (isConfirmed(order) || isPaid(order) || order) return',
    tests: 'services/orders/test/domain/fulfillment',
  },
  {
    guard: 'a canceled order leaves alone the mails that are due',
    file: `${EMAIL}/sql/cancel-emails.ts`,
    find: " AND status = 'scheduled'",
    replace: '',
    tests: 'services/email/test/sql',
  },
  {
    guard: 'the fence of a charge',
    file: `${PAYMENTS}/sql/settle-attempt.ts`,
    find: 'WHERE id = ? AND fence = ?',
    replace: 'WHERE id = ? AND ? > -1',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'one live payment an order',
    file: `${PAYMENTS}/sql/migrations/001-payments.ts`,
    find: 'CONSTRAINT payments_live_order UNIQUE (live_order),',
    replace: '',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the key of a charge',
    file: `${PAYMENTS}/sql/migrations/001-payments.ts`,
    find: 'PRIMARY KEY (client_id, idempotency_key)',
    replace: 'PRIMARY KEY (client_id, idempotency_key, payment_id)',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'what is posted stays as it is',
    file: `${PAYMENTS}/sql/migrations/010-ledger-seals.ts`,
    find: "  refuse('UPDATE', 'ledger_entries'),",
    replace: '',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the guarded reservation of a refund',
    file: `${PAYMENTS}/sql/begin-refund.ts`,
    find: 'amount_refunded + amount_refund_pending + amount_disputed + ? <= amount_captured',
    replace: '? > 0',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the state that a refund leaves',
    file: `${PAYMENTS}/sql/refund-rows.ts`,
    find: 'updated_at = ? WHERE id = ? AND status = ?',
    replace: 'updated_at = ? WHERE id = ? AND ? > -1',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the version of a payment',
    file: `${PAYMENTS}/sql/update-payment.ts`,
    find: 'WHERE id = ? AND version = ?',
    replace: 'WHERE id = ? AND ? > -1',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'one posting of what happened once',
    file: `${PAYMENTS}/sql/migrations/001-payments.ts`,
    find: 'CONSTRAINT transactions_source UNIQUE (source_event)',
    replace: "CONSTRAINT transactions_source CHECK (source_event <> '')",
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'one notice of what is told twice',
    file: `${PAYMENTS}/sql/migrations/002-refunds-and-events.ts`,
    find: 'PRIMARY KEY (gateway, id),',
    replace: '',
    tests: 'services/payments/test/http/webhook-routes.test.ts',
  },
  {
    guard: 'the clocks that may differ',
    file: `${PAYMENTS}/use-cases/resolve-attempt.ts`,
    find: 'const CLOCK_SKEW_MS = 60_000',
    replace: 'const CLOCK_SKEW_MS = 5_000',
    tests: 'services/payments/test/use-cases/resolve-attempt.test.ts',
  },
  {
    guard: 'the hash of a block',
    file: `${PAYMENTS}/domain/check-seal.ts`,
    find: 'if (seal.hash !== again.hash)',
    replace: 'if (seal.hash === undefined)',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the fence of a reconciliation',
    file: `${PAYMENTS}/sql/recon-runs.ts`,
    find: 'finished_at = ? WHERE id = ? AND fence = ?',
    replace: 'finished_at = ? WHERE id = ? AND ? > -2',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'a break is read anew before it counts',
    file: `${PAYMENTS}/use-cases/confirm-payment.ts`,
    find: 'const differing = comparePayment({ payment, intent })',
    replace: 'const differing = comparePayment({ payment, intent: { ...intent, amount_refunded: 500 } })',
    tests: 'services/payments/test/sql',
  },
  {
    guard: 'the look at the gateway before an order from before a restore is charged',
    file: `${PAYMENTS}/gateways/recalling-gateway.ts`,
    find: "if (kind === 'charge') return",
    replace: "if (kind === 'never') return",
    tests: 'services/payments/test/gateways/recalling-gateway.test.ts',
  },
  {
    guard: 'the fence of a mail',
    file: `${EMAIL}/sql/finish-emails.ts`,
    find: "phase = 'open', provider = ? WHERE id = ? AND fence = ?",
    replace: "phase = 'open', provider = ? WHERE id = ? AND ? > -1",
    tests: 'services/email/test/sql',
  },
  {
    guard: 'the fence of a mail to the inbox',
    file: `${EMAIL}/sql/deliver-to-inbox.ts`,
    find: '(id = ? AND fence = ?)',
    replace: '(id = ? AND ? > -1)',
    tests: 'services/email/test/sql',
  },
  {
    guard: 'the new fence of a canceled mail',
    file: `${EMAIL}/sql/cancel-emails.ts`,
    find: 'fence = fence + 1',
    replace: 'fence = fence',
    tests: 'services/email/test/sql',
  },
  {
    guard: 'the new fence of an erased mail',
    file: `${EMAIL}/sql/erase-emails.ts`,
    find: 'ELSE fence + 1 END',
    replace: 'ELSE fence END',
    tests: 'services/email/test/sql',
  },
  {
    guard: 'the end of a mail that was erased while it was handed over',
    file: `${EMAIL}/sql/finish-emails.ts`,
    find: 'WHERE id = ? AND erased_at IS NOT NULL',
    replace: 'WHERE id = ? AND erased_at < 0',
    tests: 'services/email/test/sql',
  },
  {
    guard: 'what is left of a charge at the card sandbox',
    file: `${SANDBOX}/domain/refund.ts`,
    find: 'if (amount <= left) return amount',
    replace: 'if (amount > 0) return amount',
    tests: 'packages/stripe-sandbox/test/use-cases/create-refund.test.ts',
  },
  {
    guard: 'the answer that ends a webhook',
    file: `${SANDBOX}/use-cases/deliver-webhooks.ts`,
    find: "typeof result === 'number' && result >= 200 && result < 300",
    replace: "typeof result === 'number'",
    tests: 'packages/stripe-sandbox/test/use-cases/deliver-webhooks.test.ts',
  },
  {
    guard: 'the reservation of a refund',
    file: `${ORDERS}/domain/refundable.ts`,
    find: ' - reserved)',
    replace: ')',
    tests: 'services/orders/test/domain',
  },
  {
    guard: 'the key of a command',
    file: `${ORDERS}/domain/command-keys.ts`,
    find: 'command.client_id === client_id &&',
    replace: 'command.client_id === undefined &&',
    tests: 'services/orders/test/use-cases',
  },
  {
    guard: 'a capture that was refused is not asked for again',
    file: `${ORDERS}/domain/apply-payment.ts`,
    find: "amount_capturable > 0 && !findRefusal(order, id, 'capture')",
    replace: 'amount_capturable > 0 && id !== order.id',
    tests: 'services/orders/test/domain',
  },
  {
    guard: 'a follower hears of no event twice',
    file: `${ORDERS}/http/follow-feed.ts`,
    find: 'batch.events.filter((event) => event.position > position)',
    replace: 'batch.events.slice()',
    tests: 'services/orders/test/http/follow-feed.test.ts',
  },
  {
    guard: 'a list says where it goes on when it ends early',
    file: `${ORDERS}/domain/merge-streams.ts`,
    find: 'return reached ? { rows, reached } : { rows }',
    replace: 'return { rows }',
    tests: 'services/orders/test/store',
  },
  {
    guard: 'the newest event stays when old ones go',
    file: `${ORDERS}/sqlite/sqlite-event-store.ts`,
    find: 'AND position < (SELECT MAX(position) FROM events)',
    replace: '',
    tests: 'services/orders/test/store',
  },
  {
    guard: 'who is being charged is not erased',
    file: `${ORDERS}/domain/erase-order.ts`,
    find: "new Set(['charge', 'refund'])",
    replace: "new Set(['refund'])",
    tests: 'services/orders/test/domain',
  },
  {
    guard: 'an order that has ended keeps no money',
    file: `${ORDERS}/domain/apply-reading.ts`,
    find: 'return returnMoney(resolveEnding(order, occasion), occasion)',
    replace: 'return resolveEnding(order, occasion)',
    tests: 'services/orders/test/domain',
  },
]
