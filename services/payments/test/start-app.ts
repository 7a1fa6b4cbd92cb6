import { isCurrency } from '@tradewind/contracts/money.ts'
import type { Payment, PaymentRequest } from '@tradewind/contracts/payments.ts'
import type { Refund } from '@tradewind/contracts/refunds.ts'
import { createSettingsKeys } from '@tradewind/service/api-keys.ts'
import { createHealth } from '@tradewind/service/health-routes.ts'
import { createLogger } from '@tradewind/service/logger.ts'
import { createMetrics } from '@tradewind/service/metrics.ts'
import { createRuntime, type Runtime } from '@tradewind/service/runtime.ts'
import { openDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import Stripe from 'stripe'
import { buildApp } from '../src/app.ts'
import { createStripeNotices } from '../src/gateways/read-stripe-notice.ts'
import { createBooks } from '../src/sql/create-books.ts'
import { createNotices } from '../src/sql/create-notices.ts'
import { migrations } from '../src/sql/migrations/migrations.ts'
import { createPaymentStore } from '../src/sql/payment-store.ts'
import { createRuns } from '../src/use-cases/create-runs.ts'
import { tellOrders } from '../src/use-cases/tell-orders.ts'
import { workNotices } from '../src/use-cases/work-notices.ts'
import { startAttemptSweeper } from '../src/workers/attempt-sweeper.ts'
import { createFakeBooks } from './fake-books.ts'
import { createFakeGateway } from './fake-gateway.ts'
import { createFakeObjects, createFakeOrders } from './fake-objects.ts'
import { type Notified, signNotice, WEBHOOK_SECRETS } from './sign-notice.ts'

const SERVICE = { title: 'payments', description: '', version: '0' }
const KEYS = [
  { client_id: 'admin', key: 'sk_admin', scopes: ['admin'] },
  { client_id: 'service', key: 'sk_service', scopes: ['payments:write'] },
  { client_id: 'reader', key: 'sk_reader', scopes: ['payments:read'] },
]

/** The service in this process, on a SQLite file of its own, with a gateway and a clock that the test moves. */
export async function startApp() {
  const { url, drop } = await openEmpty()
  await migrate(url, migrations)
  const database = await openDatabase<unknown>(url)
  const clock = { ahead_ms: 0 }
  const runtime: Runtime = { ...createRuntime(), now: () => Date.now() + clock.ahead_ms }
  const log = createLogger({ service: 'payments', level: 'silent' })
  const gateway = createFakeGateway()
  const books = createFakeBooks()
  const store = createPaymentStore(database)
  const [objects, orders] = [createFakeObjects(), createFakeOrders()]
  const deps = {
    store,
    gateway,
    runs: createRuns(),
    runtime,
    log,
    retry_scale: 0.05,
    return_url: undefined,
    ...createNotices(database),
    gatewayObjects: objects,
    readNotice: createStripeNotices(new Stripe('sk_test_notices'), WEBHOOK_SECRETS),
    orders,
    gatewayBooks: books,
    reconcile_settle_ms: 60_000,
    ...createBooks(database),
  }
  const health = createHealth(() => database.probe(), runtime.now)
  const findClient = createSettingsKeys(KEYS)
  const chassis = {
    service: SERVICE,
    log,
    metrics: createMetrics('payments'),
    runtime,
    findClient,
    health,
    trust_proxy: '',
  }
  const app = buildApp({ ...chassis, formats: { currency: isCurrency } }, deps)
  return {
    app,
    objects,
    orders,
    deps,
    database,
    gateway,
    books,
    clock,
    post: (payload: object, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: '/payments',
        payload,
        headers: { authorization: 'Bearer sk_admin', ...headers },
      }),
    pay: (request: PaymentRequest, headers: Record<string, string> = {}) =>
      app.inject({
        method: 'POST',
        url: '/payments',
        payload: request,
        headers: { authorization: 'Bearer sk_admin', 'idempotency-key': request.order_id, ...headers },
      }),
    /** A command on something that is there, under a key of its own unless told. */
    command: (path: string, payload: object = {}, key = deps.runtime.newId('key')) =>
      app.inject({
        method: 'POST',
        url: path,
        payload,
        headers: { authorization: 'Bearer sk_admin', 'idempotency-key': key },
      }),
    get: (path: string) => app.inject({ url: path, headers: { authorization: 'Bearer sk_admin' } }),
    /** What the gateway posts when something of an object changed, signed with `secret` at `at_ms`. */
    notify: (given: Partial<Notified> = {}) => {
      const { payload, signature } = signNotice({ at_ms: runtime.now(), ...given })
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
      return app.inject({ method: 'POST', url: '/webhooks/stripe', payload, headers })
    },
    /** Until nothing of what we were told is due. */
    workNotices: () => workNotices(deps),
    tellOrders: () => tellOrders(deps),
    /** The sweep, until `stop`. */
    sweep: () => startAttemptSweeper(deps),
    async close() {
      await app.close()
      await deps.runs.drained()
      await database.close()
      await drop()
    },
  }
}

export type StartedApp = Awaited<ReturnType<typeof startApp>>

export const readRefund = (response: { json(): unknown }): Refund => response.json() as Refund

export const readPayment = (response: { json(): unknown }): Payment => response.json() as Payment

function openEmpty() {
  const sqlite = sqlDatabases().find(({ kind }) => kind === 'sqlite')
  if (!sqlite) throw new Error('no SQLite among the databases')
  return sqlite.create()
}
