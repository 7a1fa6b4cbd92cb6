import { isCurrency } from '@tradewind/contracts/money.ts'
import { createSettingsKeys } from '@tradewind/service/api-keys.ts'
import { createHealth } from '@tradewind/service/health-routes.ts'
import { createLogger } from '@tradewind/service/logger.ts'
import { createMetrics } from '@tradewind/service/metrics.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { serve } from '@tradewind/service/serve.ts'
import { startService } from '@tradewind/service/start-service.ts'
import { openDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import { buildApp } from './app.ts'
import { connectOrders } from './clients/connect-orders.ts'
import { readSettings } from './config.ts'
import { createGuardedGateway } from './gateways/guarded-gateway.ts'
import { hearStripe } from './gateways/hear-stripe.ts'
import { createRecallingGateway } from './gateways/recalling-gateway.ts'
import { createStripeBooks } from './gateways/stripe-books.ts'
import { createStripeClient } from './gateways/stripe-client.ts'
import { createStripeGateway } from './gateways/stripe-gateway.ts'
import { createBooks } from './sql/create-books.ts'
import { createNotices } from './sql/create-notices.ts'
import { migrations } from './sql/migrations/migrations.ts'
import { createPaymentStore } from './sql/payment-store.ts'
import { createRuns } from './use-cases/create-runs.ts'
import { showAttempts } from './workers/attempt-gauges.ts'
import { startAttemptSweeper } from './workers/attempt-sweeper.ts'
import { showBooks, startBookkeeping } from './workers/bookkeeping.ts'
import { showNotices } from './workers/notice-gauges.ts'
import { startNoticeWorker } from './workers/notice-worker.ts'
import { startOrderTeller } from './workers/order-teller.ts'

const service = { title: 'Tradewind payments', description: 'Charges cards, exactly once.', version: '0.1.0' }
const SERVICE_SCOPES = ['payments:read', 'payments:write']

await startService(async () => {
  const config = readSettings(process.env)
  await migrate(config.DATABASE_URL, migrations)
  const database = await openDatabase<unknown>(config.DATABASE_URL)
  const runtime = createRuntime()
  const log = createLogger({ service: 'payments', level: config.LOG_LEVEL })
  const metrics = createMetrics('payments')
  const health = createHealth(() => database.probe(), runtime.now)
  const findClient = createSettingsKeys([
    { client_id: 'admin', key: config.API_KEY, scopes: ['admin'] },
    { client_id: 'service', key: config.SERVICE_KEY, scopes: SERVICE_SCOPES },
  ])
  const client = createStripeClient({ secret_key: config.STRIPE_SECRET_KEY, base_url: config.STRIPE_API_BASE })
  const store = createPaymentStore(database)
  const runs = createRuns()
  const { stripe } = client
  const asked = createStripeGateway(stripe)
  const { RESTORED_AT: restored_at } = config
  const recalled = restored_at ? createRecallingGateway({ gateway: asked, stripe, store, restored_at }) : asked
  const gatewayBooks = createStripeBooks(stripe)
  const { RETRY_SCALE: retry_scale, RETURN_URL: return_url } = config
  const { gateway, state } = createGuardedGateway(recalled, { retry_scale })
  metrics.gauge('gateway_breaker_state', '0 closed, 1 half-open, 2 open: no send goes out', state)
  const reconcile_settle_ms = config.RECONCILE_SETTLE_S * 1000
  const orders = connectOrders(config, runtime.now)
  const own = { store, gateway, runs, runtime, log, retry_scale, return_url }
  const books = { gatewayBooks, reconcile_settle_ms, ...createBooks(database) }
  const notices = { ...createNotices(database), ...hearStripe(stripe, config), orders: orders?.client }
  const deps = { ...own, ...books, ...notices }
  metrics.gauge('db_statements_total', 'Statements since start', () => database.counts.statements)
  metrics.gauge('db_commits_total', 'Durable commits since start', () => database.counts.commits)
  showAttempts(metrics, deps)
  showNotices(metrics, deps)
  showBooks(metrics, deps)
  const chassis = { service, log, metrics, runtime, findClient, health, trust_proxy: config.TRUST_PROXY }
  const app = buildApp({ ...chassis, formats: { currency: isCurrency } }, deps)
  const loops = [startAttemptSweeper(deps), startNoticeWorker(deps), startOrderTeller(deps), ...startBookkeeping(deps)]
  await serve({
    app,
    log,
    health,
    host: config.HOST,
    port: config.PORT,
    drain_ms: config.DRAIN_S * 1000,
    stopWork: () => Promise.all(loops.map((loop) => loop.stop())).then(runs.drained),
    async close() {
      client.close()
      orders?.http.close()
      await database.close()
    },
  })
})
