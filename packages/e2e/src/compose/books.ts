import type { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { readCharges, readInbox, type SuiteCharge } from '@tradewind/testkit/suite-reads.ts'
import { expect } from 'vitest'
import { createClient, type PlainClient } from '../plain-client.ts'
import { addressOf } from './addresses.ts'
import { mailOf } from './load.ts'
import type { Stack } from './stack.ts'

/** The longest back-off of an effect is a minute. */
const SETTLED_MS = 120_000

/**
 * Every order that was acknowledged (by id, with its key) is there and captured, charged once and mailed once. Orders
 * are looked for among the newest, `acknowledged` begins with the oldest of them.
 */
export async function expectBooksAgree(stack: Stack, acknowledged: Map<string, string>): Promise<void> {
  const within_ms = SETTLED_MS
  const client = createClient(stack)
  await eventually(async () => expect(await readUnpaid(client, acknowledged)).toEqual([]), { within_ms })
  client.close()
  const charged = await countCharges(stack)
  expect([...acknowledged.keys()].filter((id) => charged.get(id) !== 1)).toEqual([])
  await eventually(
    async () => {
      const mailed = await countMails(stack)
      expect([...acknowledged.values()].filter((key) => mailed.get(mailOf(key)) !== 1)).toEqual([])
    },
    { within_ms },
  )
}

/** Charges that went through. */
export async function readPaidCharges(stack: Stack): Promise<SuiteCharge[]> {
  const charges = await readCharges(await addressOf(stack, 'stripe-sandbox'))
  return charges.filter(({ status }) => status === 'succeeded')
}

/** How many of them, by order. */
export async function countCharges(stack: Stack): Promise<Map<string, number>> {
  return countBy(await readPaidCharges(stack), ({ metadata }) => metadata.order_id ?? '')
}

/** Mails in the inbox, by recipient. */
async function countMails(stack: Stack): Promise<Map<string, number>> {
  return countBy(await readInbox(await addressOf(stack, 'email')), ({ to }) => to)
}

/** Ids of acknowledged orders that the list does not show as captured. */
async function readUnpaid(client: PlainClient, acknowledged: Map<string, string>): Promise<string[]> {
  const unpaid = new Set(acknowledged.keys())
  const oldest = [...unpaid].sort()[0] ?? ''
  let after: string | null = ''
  while (after !== null) {
    const { body } = await client.get(`/orders?limit=100${after && `&after=${after}`}`)
    const page = JSON.parse(body) as { data: Order[]; next_cursor: string | null }
    for (const { id, payment_status } of page.data) if (payment_status === 'captured') unpaid.delete(id)
    after = (page.data.at(-1)?.id ?? '') < oldest ? null : page.next_cursor
  }
  return [...unpaid]
}

function countBy<T>(items: T[], nameOf: (item: T) => string): Map<string, number> {
  const groups = Map.groupBy(items, nameOf)
  return new Map([...groups].map(([name, { length }]) => [name, length]))
}
