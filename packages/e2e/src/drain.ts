import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import { expectationOf } from './expectation.ts'
import type { Placed, Shop } from './shop.ts'

/** Until every order is as its card says and has its mails, and no one has anything left to do. */
export async function drain(suite: Suite, shop: Shop, placed: Placed[], within_ms = 60_000): Promise<void> {
  await eventually(() => expectSettled(shop, placed), { within_ms })
  await eventually(() => expectIdle(suite), { within_ms })
}

async function expectSettled(shop: Shop, placed: Placed[]): Promise<void> {
  for (const order of placed) {
    const { order_id, method } = order
    const { payment_status } = await shop.read(order_id)
    const expected = expectationOf(order).payment_status
    if (payment_status !== expected) throw new Error(`${order_id} (${method}) is ${payment_status}, not ${expected}`)
  }
}

async function expectIdle({ urls }: Suite): Promise<void> {
  const left = {
    orders: await readMetric(urls.orders, 'effects_pending'),
    payments: await readMetric(urls.payments, 'payment_attempts_open'),
    email: await readMetric(urls.email, 'email_queue_depth'),
  }
  if (left.orders + left.payments + left.email > 0) throw new Error(`still to do: ${JSON.stringify(left)}`)
}

/** The sum of a gauge over its labels. @throws when the service does not show it: no figure is not zero */
async function readMetric(url: string, name: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) })
  const text = await answer.text()
  if (!text.includes(`# TYPE ${name} `)) throw new Error(`${url} shows no ${name}`)
  const values = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? ([0-9.e+-]+)$`, 'gm'))
  return [...values].reduce((sum, [, value]) => sum + Number(value), 0)
}
