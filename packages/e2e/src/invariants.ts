import type { Suite } from '@tradewind/testkit/suite.ts'
import type { SuiteCharge, SuiteMessage } from '@tradewind/testkit/suite-reads.ts'
import { expect } from 'vitest'
import { expectationOf } from './expectation.ts'
import { readLedger } from './ledger.ts'
import { reconcile } from './reconciled.ts'
import type { Placed, Shop } from './shop.ts'

/** What arrived at a mailbox. */
export type Mail = Pick<SuiteMessage, 'to' | 'subject'>

/**
 * Design 06's invariants, over all that the client was told of: orders, payments, gateway, ledger and mailbox agree.
 * Call it when all is drained.
 */
export async function expectInvariants(
  suite: Suite,
  shop: Shop,
  placed: Placed[],
  readMails: () => Promise<Mail[]> = suite.inbox,
): Promise<void> {
  const charges = Map.groupBy(await suite.charges(), ({ metadata }) => metadata.order_id ?? '')
  const mails = Map.groupBy(await readMails(), ({ to }) => to)
  expect(new Set(placed.map(({ order_id }) => order_id)).size, 'orders').toBe(
    new Set(placed.map(({ key }) => key)).size,
  )
  for (const order of placed) {
    await expectOrder(shop, order)
    await expectPayment(suite, order)
    expectCharges(order, charges.get(order.order_id) ?? [])
    expectMails(order, mails.get(order.email) ?? [])
  }
  await expectLedger(suite, [...charges.values()].flat())
  await reconcile(suite)
}

/** The order is as its card says, and its key still finds it and nothing new. */
async function expectOrder(shop: Shop, order: Placed): Promise<void> {
  const { key, method, capture, order_id } = order
  const { status, payment_status, refunded = 0 } = expectationOf(order)
  expect(await shop.read(order_id)).toMatchObject({
    id: order_id,
    status,
    payment_status,
    refunded_total: refunded,
  })
  const again = await shop.post({ key, method, ...(capture && { capture }) })
  expect(again.body.order_id ?? again.body.id, key).toBe(order_id)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
}

async function expectPayment({ urls, service_key }: Suite, order: Placed): Promise<void> {
  const { order_id } = order
  const { charges, payments = 1, refunded = 0, held } = expectationOf(order)
  const headers = { authorization: `Bearer ${service_key}` }
  const answer = await fetch(`${urls.payments}/payments?order_id=${order_id}`, { headers })
  const { data } = (await answer.json()) as { data: { amount_captured: number; amount_refunded: number }[] }
  expect(data, order_id).toHaveLength(payments)
  const sum = (name: keyof (typeof data)[number]) => data.reduce((total, payment) => total + payment[name], 0)
  expect(sum('amount_captured'), order_id).toBe(held ? 0 : 3963 * charges)
  expect(sum('amount_refunded'), order_id).toBe(refunded)
}

function expectCharges(order: Placed, charges: SuiteCharge[]): void {
  const { order_id, method } = order
  const expected = expectationOf(order)
  const succeeded = charges.filter(({ status }) => status === 'succeeded')
  expect(succeeded.length, `charges of ${order_id} (${method})`).toBe(expected.charges)
  if (expected.held) return
  for (const charge of succeeded) {
    expect([charge.amount_captured, charge.amount_refunded], order_id).toEqual([3963, expected.refunded ?? 0])
  }
}

function expectMails(order: Placed, mails: Mail[]): void {
  const { order_id, method } = order
  const { mails: subjects } = expectationOf(order)
  expect(mails.length, `mails of ${order_id} (${method})`).toBe(subjects.length)
  const left = mails.map(({ subject }) => subject)
  for (const subject of subjects) {
    const index = left.findIndex((one) => subject.test(one))
    expect(index, `no ${subject} in ${left.join(', ')}`).toBeGreaterThanOrEqual(0)
    left.splice(index, 1)
  }
}

/** Debits are credits, and what the ledger says the gateway owes us is what the gateway has charged. */
async function expectLedger(suite: Suite, charges: SuiteCharge[]): Promise<void> {
  const { debits, credits, received } = await readLedger(suite.database_urls.payments)
  expect(debits).toBe(credits)
  expect(received).toBe(charges.map(keptOf).reduce((sum, kept) => sum + kept, 0))
}

/** What is left of a charge; of a part of a hold that was captured, the rest counts as refunded at the gateway. */
function keptOf({ status, amount, amount_captured, amount_refunded, captured }: SuiteCharge): number {
  if (status !== 'succeeded' || !captured) return 0
  return amount_captured - (amount_refunded - (amount - amount_captured))
}
