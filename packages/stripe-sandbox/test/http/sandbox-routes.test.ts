import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCharges, paymentOf } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

interface ChargesPage {
  data: Stripe.Charge[]
  has_more: boolean
  next_after: number | null
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
  for (const n of [0, 1, 2, 3, 4]) await sandbox.stripe.paymentIntents.create(paymentOf(`ord_${n}`, 'pm_card_visa'))
})
afterAll(() => sandbox.stop())

const readPage = async (query: string) =>
  (await (await fetch(`${sandbox.url}/sandbox/charges${query}`)).json()) as ChargesPage
const ordersOf = ({ data }: ChargesPage) => data.map(({ metadata }) => metadata.order_id)

test('when all charges are read by pages then each comes once, oldest first', async () => {
  const first = await readPage('?limit=2')
  const second = await readPage(`?limit=2&after=${first.next_after}`)
  const third = await readPage(`?limit=2&after=${second.next_after}`)
  expect([first, second, third].flatMap(ordersOf)).toEqual(['ord_0', 'ord_1', 'ord_2', 'ord_3', 'ord_4'])
  expect([first.has_more, second.has_more, third.has_more]).toEqual([true, true, false])
  expect(await readPage(`?after=${third.next_after}`)).toEqual({ data: [], has_more: false, next_after: null })
})

test('when one order is asked for then only its charges come, with what a test counts', async () => {
  const charges = await listCharges(sandbox.url, 'ord_3')
  expect(charges).toMatchObject([{ amount: 3000, status: 'succeeded', paid: true, metadata: { order_id: 'ord_3' } }])
  expect(charges[0]?.payment_intent).toMatch(/^pi_/)
})

test('when a page is too large then it is refused', async () => {
  expect((await fetch(`${sandbox.url}/sandbox/charges?limit=1001`)).status).toBe(400)
})

test('when it lives then it says so', async () => {
  expect(await (await fetch(`${sandbox.url}/livez`)).json()).toEqual({ status: 'ok' })
})
