import { join } from 'node:path'
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
import { type Config, readSettings, smtpUrlOf } from './config.ts'
import type { Transport } from './deps.ts'
import { readMailAddress } from './domain/mail-address.ts'
import { createEmailStore } from './sql/email-store.ts'
import { migrations } from './sql/migrations.ts'
import type { Tables } from './sql/tables.ts'
import { createTemplateVersionStore } from './sql/template-version-store.ts'
import { watchStore } from './store-metrics.ts'
import { openTemplates } from './templates/open-templates.ts'
import { startDeliveryWorker } from './workers/delivery-worker.ts'

const TEMPLATES_DIR = join(import.meta.dirname, '../templates')

await startService(async () => {
  const config = readSettings(process.env)
  const runtime = createRuntime()
  const log = createLogger({ service: 'email', level: config.LOG_LEVEL })
  const metrics = createMetrics('email')
  await migrate(config.DATABASE_URL, migrations)
  const database = await openDatabase<Tables>(config.DATABASE_URL)
  const store = createEmailStore(database)
  watchStore({ metrics, counts: database.counts, store, now: runtime.now })

  const dirs = [TEMPLATES_DIR, ...(config.TEMPLATES_DIR ? [config.TEMPLATES_DIR] : [])]
  const { templates, prepared } = openTemplates({ dirs, store: createTemplateVersionStore(database), runtime, log })
  const transport = await openTransport(config)
  const delivery = { runtime, log, store, templates, transport, retry_scale: config.RETRY_SCALE }
  const worker = startDeliveryWorker(delivery)

  const health = createHealth(() => database.probe(), runtime.now)
  const findClient = createSettingsKeys([
    { client_id: 'admin', key: config.API_KEY, scopes: ['admin'] },
    { client_id: 'service', key: config.SERVICE_KEY, scopes: ['emails:read', 'emails:write'] },
  ])
  const chassis = { log, metrics, runtime, findClient, health, trust_proxy: config.TRUST_PROXY }
  const app = buildApp(chassis, { ...delivery, outbox: worker, mail_from: readMailAddress(config.MAIL_FROM) })
  const { HOST: host, PORT: port, DRAIN_S } = config
  const close = () => database.close()
  await serve({ app, log, health, host, port, drain_ms: DRAIN_S * 1000, stopWork: worker.stop, close })
  // Accepting needs no compiled template, so nobody waits for the compiler; but a template it refuses ends the start.
  await prepared
})

/** Only the transport that the settings ask for is loaded. */
async function openTransport(config: Config): Promise<Transport> {
  const url = smtpUrlOf(config)
  if (!url) return { kind: 'inbox', name: 'inbox' }
  const { openSmtp } = await import('./transports/smtp-transport.ts')
  return openSmtp({ url, retry_scale: config.RETRY_SCALE })
}
