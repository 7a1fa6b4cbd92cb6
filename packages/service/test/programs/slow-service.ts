import { createSettingsKeys } from '../../src/api-keys.ts'
import { createApp } from '../../src/create-app.ts'
import { failpoint } from '../../src/failpoint.ts'
import { createHealth } from '../../src/health-routes.ts'
import { createLogger } from '../../src/logger.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createRuntime } from '../../src/runtime.ts'
import { serve } from '../../src/serve.ts'
import { startService } from '../../src/start-service.ts'

/** A whole service whose answers take a while, for tests of how it stops and dies. */
await startService(async () => {
  const runtime = createRuntime()
  const log = createLogger({ service: 'slow', level: 'info' })
  const health = createHealth(async () => undefined, runtime.now)
  const app = createApp({
    service: { title: 'Slow', description: 'Takes its time', version: '1.0.0' },
    log,
    metrics: createMetrics('slow'),
    runtime,
    findClient: createSettingsKeys([]),
    health,
    trust_proxy: '',
  })
  app.get('/slow', { config: { scope: 'public' } }, async () => {
    await runtime.sleep(30)
    return { ok: true }
  })
  app.get('/pass', { config: { scope: 'public' } }, async () => {
    failpoint('slow.pass')
    return { ok: true }
  })
  const say = (words: string) => async () => log.info(words)
  const drain_ms = Number(process.env.DRAIN_S ?? 0) * 1000
  const port = Number(process.env.PORT)
  await serve({ app, log, health, host: '127.0.0.1', port, drain_ms, stopWork: say('work done'), close: say('closed') })
})
