import { fileURLToPath } from 'node:url'
import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { findFreePorts } from '@tradewind/testkit/free-ports.ts'
import { startProcess } from '@tradewind/testkit/process.ts'
import type { SuiteCharge } from '@tradewind/testkit/suite-reads.ts'
import { expect } from 'vitest'

type CreateDatabase = ReturnType<typeof sqlDatabases>[number]['create']

/** A payment, a page of them, or a problem. */
type Body = Payment & { data: Payment[]; code: string; decline_code: string }

const KEYS = { API_KEY: 'sk_test_admin', SERVICE_KEY: 'sk_test_service' }
const RETRIES = { RETRY_SCALE: '0.02', LOG_LEVEL: 'warn', DRAIN_S: '0', RECONCILE_SETTLE_S: '0' }
const WEBHOOK_SECRET = 'whsec_of_these_programs'
const webhooksTo = (port: number) => ({
  WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/stripe`,
  WEBHOOK_SECRET,
})
const PAID_LATE_MS = 25_000
const ANSWER_LIMIT_MS = 20_000

const entryOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Service and card sandbox as real processes; the service on a database from `create`. */
export async function startPrograms(create: CreateDatabase) {
  const [own, sandbox_own] = [await create(), await (sqlDatabases()[0]?.create ?? create)()]
  const [port = 0] = await findFreePorts(1)
  const sandbox = await startProcess({
    name: 'sandbox',
    entry: entryOf('../../../packages/stripe-sandbox/src/main.ts'),
    env: { ...RETRIES, ...webhooksTo(port), DATABASE_URL: sandbox_own.url, TIMEOUT_HOLD_MS: '300' },
  })
  const payments = await startProcess({
    name: 'payments',
    entry: entryOf('../src/main.ts'),
    env: {
      ...{ ...KEYS, ...RETRIES, PORT: String(port), DATABASE_URL: own.url },
      STRIPE_API_BASE: `http://127.0.0.1:${sandbox.port}`,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
  })

  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(`http://127.0.0.1:${payments.port}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${KEYS.SERVICE_KEY}`, 'content-type': 'application/json', ...init.headers },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    })
    return { status: response.status, body: (await response.json()) as Body }
  }

  async function listCharges(order_id: string): Promise<SuiteCharge[]> {
    const response = await fetch(`http://127.0.0.1:${sandbox.port}/sandbox/charges?order_id=${order_id}`)
    return ((await response.json()) as { data: SuiteCharge[] }).data
  }

  return {
    sandbox,
    payments,
    listCharges,
    ask,
    /** What only the gateway's own people do. */
    atGateway: (path: string, form: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${sandbox.port}${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { authorization: 'Bearer sk_test_sandbox' },
        redirect: 'manual',
      }),
    /** A command under `key`. */
    command(path: string, body: object, key: string) {
      return ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } })
    },
    /** With the order's id as its key. */
    pay(request: PaymentRequest) {
      const headers = { 'idempotency-key': request.order_id }
      return ask('/payments', { method: 'POST', body: JSON.stringify(request), headers })
    },
    /** In the end the order has one payment, captured, and one charge at the gateway. */
    async expectPaidOnce(order_id: string): Promise<void> {
      const isPaid = async () => {
        const { body } = await ask(`/payments?order_id=${order_id}`)
        expect(body.data).toMatchObject([{ status: 'succeeded', amount_captured: 3000 }])
      }
      await eventually(isPaid, { within_ms: PAID_LATE_MS })
      expect(await listCharges(order_id)).toMatchObject([{ status: 'succeeded' }])
    },
    /** The entries of a payment in `account`, as debits above zero. */
    async readEntries(payment_id: string, account: string): Promise<number[]> {
      const { body } = await ask(`/ledger/entries?payment_id=${payment_id}&account=${account}`)
      const entries = body.data as unknown as { direction: string; amount: number }[]
      return entries.map(({ direction, amount }) => (direction === 'debit' ? amount : -amount))
    },
    /** A fault in the gateway's books, or a payout: at the sandbox's own paths, with parameters as forms. */
    async falsify(path: 'plants' | 'payouts', params: Record<string, string> = {}): Promise<void> {
      const body = new URLSearchParams(params)
      const response = await fetch(`http://127.0.0.1:${sandbox.port}/sandbox/${path}`, { method: 'POST', body })
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    },
    /** The breaks that a run over the last hour finds. */
    async findBreaks(): Promise<FoundBreak[]> {
      const from = new Date(Date.now() - 3_600_000).toISOString()
      const { id } = (await ask('/reconciliations', { method: 'POST', body: JSON.stringify({ from }) })).body
      const isDone = async () => expect((await ask(`/reconciliations/${id}`)).body.status).toBe('done')
      await eventually(isDone, { within_ms: PAID_LATE_MS })
      return (await ask(`/reconciliations/${id}/breaks?limit=100`)).body.data as unknown as FoundBreak[]
    },
    async stop() {
      await Promise.all([payments.kill(), sandbox.kill()])
      await Promise.all([own.drop(), sandbox_own.drop()])
    },
  }
}

interface FoundBreak {
  type: string
  payment_id: string | null
  gateway_ref: string | null
  expected: unknown
  actual: unknown
}

export type Programs = Awaited<ReturnType<typeof startPrograms>>
