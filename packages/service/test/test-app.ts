import { createSettingsKeys } from '../src/api-keys.ts'
import { type App, createApp } from '../src/create-app.ts'
import { createHealth } from '../src/health-routes.ts'
import { createLogger } from '../src/logger.ts'
import { createMetrics } from '../src/metrics.ts'
import { createRuntime } from '../src/runtime.ts'

export const ADMIN_KEY = 'sk_admin_key'
export const READER_KEY = 'sk_reader_key'

interface TestAppOptions {
  probe?: () => Promise<void>
  routes?: (app: App) => void
  formats?: Record<string, (text: string) => boolean>
}

/** The chassis with one client that may do everything and one that may only read. */
export function createTestApp({
  probe = async () => undefined,
  routes = () => undefined,
  formats = {},
}: TestAppOptions = {}) {
  const runtime = createRuntime()
  const health = createHealth(probe, runtime.now)
  const metrics = createMetrics('test')
  const app = createApp({
    service: { title: 'Test', description: 'A service of tests', version: '1.0.0' },
    log: createLogger({ service: 'test', level: 'silent' }),
    metrics,
    runtime,
    findClient: createSettingsKeys([
      { client_id: 'admin', key: ADMIN_KEY, scopes: ['admin'] },
      { client_id: 'reader', key: READER_KEY, scopes: ['things:read'] },
    ]),
    health,
    trust_proxy: '',
    formats,
  })
  app.register(async (scope) => routes(scope as App))
  return { app, health, metrics }
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
