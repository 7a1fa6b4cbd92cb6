import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '@tradewind/testkit/eventually.ts'
import type { SuiteCharge } from '@tradewind/testkit/suite-reads.ts'
import { expect } from 'vitest'
import type { Books } from './books.ts'
import type { Intended } from './intended.ts'
import type { MoneyBench } from './money-bench.ts'

const CLI = join(import.meta.dirname, '../../../../services/payments/src/cli.ts')

/** What was intended with each order. */
export type Orders = ReadonlyMap<string, Intended>

/** Until nothing is left to do; then each order's payment is as intended, here and at the gateway, and charged once at most. */
export async function expectMoney({ suite, api }: MoneyBench, books: Books, orders: Orders): Promise<void> {
  await eventually(async () => expect(await books.readLeft()).toEqual({}), { within_ms: 60_000 })
  const made = await suite.charges()
  for (const { amount, amount_refunded } of made.filter(isStray)) expect(amount_refunded).toBe(amount)
  const charges = Map.groupBy(
    made.filter((charge) => !isStray(charge)),
    ({ metadata }) => metadata.order_id ?? '',
  )
  for (const [order_id, intended] of orders) {
    expect((await api.readOrder(order_id)).map(toIntended), order_id).toEqual([intended])
    expectCharge(order_id, intended, charges.get(order_id) ?? [])
  }
}

/** Made behind our back. */
const isStray = ({ metadata }: SuiteCharge): boolean => metadata.stray !== undefined

const toIntended = ({ status, ...payment }: Awaited<ReturnType<MoneyBench['api']['readOrder']>>[number]): Intended => ({
  status,
  captured: payment.amount_captured,
  refunded: payment.amount_refunded,
  disputed: payment.amount_disputed,
})

function expectCharge(order_id: string, { captured, refunded }: Intended, charges: SuiteCharge[]): void {
  const made = charges.filter(({ status }) => status === 'succeeded')
  expect(made.length, `charges of ${order_id}`).toBeLessThanOrEqual(1)
  const taken = made.map(({ amount, amount_captured, amount_refunded, captured: isCaptured }) =>
    isCaptured ? { captured: amount_captured, refunded: amount_refunded - (amount - amount_captured) } : NOTHING,
  )
  expect(taken[0] ?? NOTHING, `the charge of ${order_id}`).toEqual({ captured, refunded })
}

const NOTHING = { captured: 0, refunded: 0 }

/** The ledger sums to zero, the gateway owes us what it says it holds, and a reconciliation finds nothing. */
export async function expectBooksAgree({ suite, api }: MoneyBench, books: Books): Promise<void> {
  await eventually(async () => expect(await books.readLeft()).toEqual({}), { within_ms: 30_000 })
  await eventually(
    async () => {
      const balances = await books.readBalances()
      expect(Object.values(balances).reduce((sum, balance) => sum + balance, 0)).toBe(0)
      expect(balances.gateway_receivable ?? 0).toBe(await readGatewayBalance(suite.urls.sandbox))
    },
    { within_ms: 30_000 },
  )
  await api.reconcile()
}

async function readGatewayBalance(url: string): Promise<number> {
  const headers = { authorization: 'Bearer sk_test_tradewind' }
  const answer = await fetch(`${url}/v1/balance`, { headers, signal: AbortSignal.timeout(5_000) })
  const { available } = (await answer.json()) as { available: { amount: number }[] }
  return available.reduce((sum, { amount }) => sum + amount, 0)
}

/** As an operator does. @throws with what it says when the chain is broken */
export async function verifyChain(database_url: string): Promise<string> {
  const env = { ...process.env, DATABASE_URL: database_url }
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'verify'], { env })
  return stdout
}
