import { createSettingsKeys, firstKey } from '@tradewind/service/api-keys.ts'
import { createHealth } from '@tradewind/service/health-routes.ts'
import { createHttpClient } from '@tradewind/service/http-client.ts'
import { createLogger } from '@tradewind/service/logger.ts'
import { createMetrics } from '@tradewind/service/metrics.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { serve } from '@tradewind/service/serve.ts'
import { startService } from '@tradewind/service/start-service.ts'
import { buildApp } from './app.ts'
import { createEmailClient } from './clients/email-client.ts'
import { createPaymentsClient } from './clients/payments-client.ts'
import { readSettings } from './config.ts'
import { createSecrets } from './http/client-secret.ts'
import { watchStore } from './store-metrics.ts'
import { createOrderNumbers } from './use-cases/order-numbers.ts'
import { createOutcomes } from './use-cases/outcomes.ts'
import { startEffects } from './workers/effects.ts'
import { startEraser } from './workers/eraser.ts'
import { startEventHub } from './workers/event-hub.ts'
import { startEventRelay } from './workers/event-relay.ts'
import { startEventRetention } from './workers/event-retention.ts'

const CALL_LIMIT_MS = 5_000

await startService(async () => {
  const config = readSettings(process.env)
  const runtime = createRuntime()
  const log = createLogger({ service: 'orders', level: config.LOG_LEVEL })
  const metrics = createMetrics('orders')
  const opened = await openStore(config.DATABASE_URL)
  const { store } = opened
  watchStore({ metrics, opened, now: runtime.now })

  const toPeer = { key: config.SERVICE_KEY, timeout_ms: CALL_LIMIT_MS, now: runtime.now }
  const toPayments = createHttpClient({ ...toPeer, base_url: config.PAYMENTS_URL })
  const toEmail = createHttpClient({ ...toPeer, base_url: config.EMAIL_URL })
  const outcomes = createOutcomes(runtime)
  const retry_scale = config.RETRY_SCALE
  const owner = runtime.newId('rep')
  const clients = { payments: createPaymentsClient(toPayments), emails: createEmailClient(toEmail) }
  const effects = startEffects({ store, ...clients, outcomes, runtime, log, owner, retry_scale })
  const relay = startEventRelay({ ...opened, runtime, log, owner })

  const health = createHealth(opened.probe, runtime.now)
  const hub = startEventHub({ ...opened, runtime, log, draining: health.draining })
  const nextNumber = createOrderNumbers(store)
  const secretOf = createSecrets(firstKey(config.SERVICE_KEY))
  const { payments } = clients
  const { runner } = effects
  const { events, erasures } = opened
  const [payment_expiry_ms, claim_ms] = [config.PAYMENT_EXPIRY_S * 1000, config.CLAIM_S * 1000]
  const running = { store, events, hub, erasures, payments, outcomes, runtime, owner, retry_scale, runner }
  const deps = { ...running, payment_expiry_ms, claim_ms, nextNumber, secretOf }
  const findClient = createSettingsKeys([
    { client_id: 'admin', key: config.API_KEY, scopes: ['admin'] },
    { client_id: 'service', key: config.SERVICE_KEY, scopes: ['payment_events:write'] },
  ])
  const app = buildApp(deps, { log, metrics, runtime, findClient, health, trust_proxy: config.TRUST_PROXY })
  const close = async () => {
    toPayments.close()
    toEmail.close()
    await opened.close()
  }
  const eraser = startEraser({ ...opened, ...deps, log })
  const retention = startEventRetention({ ...opened, runtime, log, owner, days: config.EVENTS_RETENTION_DAYS })
  const loops = [hub, relay, eraser, retention, effects]
  const stopWork = async () => void (await Promise.all(loops.map((loop) => loop.stop())))
  const { HOST: host, PORT: port, DRAIN_S } = config
  await serve({ app, log, health, host, port, drain_ms: DRAIN_S * 1000, stopWork, close })
})

/** Only the driver that the URL asks for is loaded. */
async function openStore(url: string) {
  if (url.startsWith('sqlite:')) return (await import('./sqlite/open-sqlite-orders.ts')).openSqliteOrders(url)
  return (await import('./mongo/open-mongo-orders.ts')).openMongoOrders(url)
}
