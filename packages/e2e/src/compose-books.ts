import type { Order } from '@tradewind/contracts/orders.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { readCharges, readInbox } from '@tradewind/testkit/suite-reads.ts'
import { expect } from 'vitest'
import type { Stack } from './compose.ts'
import type { Load } from './compose-load.ts'
import { createClient, type PlainClient } from './plain-client.ts'

const SETTLED_MS = 60_000

/** Every order that was acknowledged is there and captured, charged once and mailed once; and there is no other. */
export async function expectBooksAgree(stack: Stack, { acknowledged }: Load): Promise<void> {
  const client = createClient(stack)
  await eventually(async () => expect(await readUnpaid(client, acknowledged)).toEqual([]), { within_ms: SETTLED_MS })
  client.close()
  const sandbox = await addressOf(stack, 'stripe-sandbox', 3003)
  const charged = countBy(await readCharges(sandbox), ({ metadata }) => metadata.order_id ?? '')
  expect([...acknowledged.keys()].filter((id) => charged.get(id) !== 1)).toEqual([])
  const email = await addressOf(stack, 'email', 3002)
  await eventually(
    async () => {
      const mailed = countBy(await readInbox(email), ({ to }) => to)
      expect([...acknowledged.values()].filter((key) => mailed.get(`${key}@shop.example`) !== 1)).toEqual([])
    },
    { within_ms: SETTLED_MS },
  )
}

/** Ids of acknowledged orders that the list does not show as captured. */
async function readUnpaid(client: PlainClient, acknowledged: Map<string, string>): Promise<string[]> {
  const unpaid = new Set(acknowledged.keys())
  let after: string | null = ''
  while (after !== null) {
    const { body } = await client.get(`/orders?limit=100${after && `&after=${after}`}`)
    const page = JSON.parse(body) as { data: Order[]; next_cursor: string | null }
    for (const { id, payment_status } of page.data) if (payment_status === 'captured') unpaid.delete(id)
    after = page.next_cursor
  }
  return [...unpaid]
}

function countBy<T>(items: T[], nameOf: (item: T) => string): Map<string, number> {
  const groups = Map.groupBy(items, nameOf)
  return new Map([...groups].map(([name, { length }]) => [name, length]))
}

/** Of one replica, on the network of the services: this host reaches it, the world does not. */
async function addressOf(stack: Stack, service: string, port: number): Promise<string> {
  const [replica = ''] = await stack.replicas(service)
  const project = await stack.docker(
    'inspect',
    '--format',
    '{{index .Config.Labels "com.docker.compose.project"}}',
    replica,
  )
  const format = `{{(index .NetworkSettings.Networks "${project}_app").IPAddress}}`
  return `http://${await stack.docker('inspect', '--format', format, replica)}:${port}`
}
