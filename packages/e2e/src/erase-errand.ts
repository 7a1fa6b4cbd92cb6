import { randomUUID } from 'node:crypto'
import type { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { toRequest } from './shop.ts'

const PATIENCE = { within_ms: 90_000 }

/** A customer buys, has the mail, and is erased: whoever dies meanwhile, in the end nobody knows them and the money is there. */
export async function eraseACustomer(suite: Suite): Promise<void> {
  const customer_id = `cus_${randomUUID()}`
  const email = `${customer_id}@shop.example`
  const request = { ...toRequest('pm_card_visa', email), customer: { id: customer_id, email, name: 'Ada' } }
  const { id } = await ask<Order>(suite, { method: 'POST', path: '/orders', key: customer_id, body: request })
  await eventually(() => expectMails(suite, email, 1), PATIENCE)
  const path = `/customers/${customer_id}/erase`
  await ask(suite, { method: 'POST', path, key: `erase ${customer_id}` })
  await eventually(async () => {
    const { status } = await ask<{ status: string }>(suite, { method: 'GET', path })
    if (status !== 'done') throw new Error(`the erasure is ${status}`)
  }, PATIENCE)
  await eventually(() => expectMails(suite, email, 0), PATIENCE)
  const order = await ask<Order>(suite, { method: 'GET', path: `/orders/${id}` })
  if (JSON.stringify(order).includes(customer_id)) throw new Error(`${id} still knows its customer`)
  if (order.captured_total !== 3963) throw new Error(`${id} has ${order.captured_total} of its money`)
}

async function expectMails(suite: Suite, email: string, count: number): Promise<void> {
  const mails = await suite.inbox(email)
  if (mails.length !== count) throw new Error(`${mails.length} mails to ${email}, not ${count}`)
}

interface Asked {
  method: 'GET' | 'POST'
  path: string
  key?: string
  body?: unknown
}

/** As a patient client does: the same again until it is answered. */
function ask<Answer>({ urls, api_key }: Suite, { method, path, key, body }: Asked): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${api_key}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }
  return eventually(async () => {
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await fetch(urls.orders + path, { ...sent, signal: AbortSignal.timeout(15_000) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }, PATIENCE)
}
