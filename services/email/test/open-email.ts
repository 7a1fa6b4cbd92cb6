import { createSettingsKeys } from '@tradewind/service/api-keys.ts'
import { createHealth } from '@tradewind/service/health-routes.ts'
import { createLogger } from '@tradewind/service/logger.ts'
import { createMetrics } from '@tradewind/service/metrics.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { openDatabase } from '@tradewind/sql/database.ts'
import { migrate } from '@tradewind/sql/migrate.ts'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { buildApp } from '../src/app.ts'
import type { DeliveryDeps, Templates, Transport } from '../src/deps.ts'
import { createEmailStore } from '../src/sql/email-store.ts'
import { migrations } from '../src/sql/migrations.ts'
import type { Tables } from '../src/sql/tables.ts'
import { startDeliveryWorker } from '../src/workers/delivery-worker.ts'

export const KEYS = { admin: 'sk_admin_test', service: 'sk_service_test', reader: 'sk_reader_test' }

/** A template that needs no compiler; `nobody` in the data makes it fail. */
export const plainTemplates: Templates = {
  list: () => [{ key: 'plain', version: 'v1', locales: ['en'], category: 'transactional', schema: {}, sample: {} }],
  find: (key) => plainTemplates.list().find((template) => template.key === key),
  check: (_key, data) =>
    'wrong' in data ? [{ pointer: '/data/wrong', code: 'unknown_field', detail: 'is not a field of this object' }] : [],
  load:
    async ({ data, reference }) =>
    () => {
      if ('nobody' in data) throw new Error('undefined variable: nobody')
      return { subject: `About ${reference}`, html: `<p>${data.text}</p>`, text: String(data.text) }
    },
}

interface Options {
  transport?: Transport
  templates?: Templates
  retry_scale?: number
}

/** The whole service over a new SQLite file, in this process. */
export async function openEmail(options: Options = {}) {
  const [sqlite] = sqlDatabases()
  if (!sqlite) throw new Error('no SQLite')
  const { url, drop } = await sqlite.create()
  await migrate(url, migrations)
  const database = await openDatabase<Tables>(url)
  const runtime = createRuntime()
  const log = createLogger({ service: 'email', level: 'silent' })
  const { transport = { kind: 'inbox', name: 'inbox' }, templates = plainTemplates, retry_scale = 0.001 } = options
  const store = createEmailStore(database)
  const delivery: DeliveryDeps = { runtime, log, store, templates, transport, retry_scale }
  const worker = startDeliveryWorker(delivery)
  const mail_from = { email: 'orders@tradewind.example', name: 'Tradewind' }
  const health = createHealth(() => database.probe(), runtime.now)
  const findClient = createSettingsKeys([
    { client_id: 'admin', key: KEYS.admin, scopes: ['admin'] },
    { client_id: 'service', key: KEYS.service, scopes: ['emails:read', 'emails:write'] },
    { client_id: 'reader', key: KEYS.reader, scopes: ['emails:read'] },
  ])
  const chassis = { log, metrics: createMetrics('email'), runtime, findClient, health, trust_proxy: '' }
  const app = buildApp(chassis, { ...delivery, outbox: worker, mail_from })
  async function close() {
    await app.close()
    await worker.stop()
    await database.close()
    await drop()
  }
  return { app, store, database, delivery, close }
}

export type OpenEmail = Awaited<ReturnType<typeof openEmail>>

let keys = 0

/** Posts a mail of the plain template, under a new key unless `headers` has one. */
export function postEmail(
  { app }: OpenEmail,
  change: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  keys += 1
  return app.inject({
    method: 'POST',
    url: '/emails',
    headers: { authorization: `Bearer ${KEYS.service}`, 'idempotency-key': `key-${keys}`, ...headers },
    payload: {
      reference: 'order:1',
      template: 'plain',
      to: { email: 'ada@example.com' },
      data: { text: 'Hi' },
      ...change,
    },
  })
}
