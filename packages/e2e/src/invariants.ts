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
async function expectOrder(shop: Shop, { key, method, order_id }: Placed): Promise<void> {
  const { status, payment_status } = expectationOf(method)
  expect(await shop.read(order_id)).toMatchObject({ id: order_id, status, payment_status })
  const again = await shop.post({ key, method })
  expect(again.body.order_id ?? again.body.id, key).toBe(order_id)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
}

async function expectPayment({ urls, service_key }: Suite, { order_id, method }: Placed): Promise<void> {
  const headers = { authorization: `Bearer ${service_key}` }
  const answer = await fetch(`${urls.payments}/payments?order_id=${order_id}`, { headers })
  const { data } = (await answer.json()) as { data: { status: string; amount_captured: number }[] }
  expect(data, order_id).toHaveLength(1)
  const captured = expectationOf(method).charges === 1
  expect(data[0]?.amount_captured === 3963, order_id).toBe(captured)
}

function expectCharges({ order_id, method }: Placed, charges: SuiteCharge[]): void {
  const succeeded = charges.filter(({ status }) => status === 'succeeded')
  expect(succeeded.length, `charges of ${order_id} (${method})`).toBe(expectationOf(method).charges)
  for (const charge of succeeded) expect(charge.amount_captured).toBe(3963)
}

function expectMails({ order_id, method }: Placed, mails: Mail[]): void {
  const { mails: subjects } = expectationOf(method)
  expect(mails.length, `mails of ${order_id} (${method})`).toBe(subjects.length)
  subjects.forEach((subject, index) => {
    expect(mails[index]?.subject).toMatch(subject)
  })
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
