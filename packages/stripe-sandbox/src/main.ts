import type { AddressInfo } from 'node:net'
import { createLogger } from '@tradewind/service/logger.ts'
import type { Loop } from '@tradewind/service/loop.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { startService } from '@tradewind/service/start-service.ts'
import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { buildApp } from './app.ts'
import { createWebhookClient } from './clients/webhook-client.ts'
import { readSettings, toSettingsEndpoint } from './config.ts'
import { createSqliteGatewayStore } from './sqlite/sqlite-gateway-store.ts'
import { keepPayoutInterval } from './use-cases/keep-payout-interval.ts'
import { keepSettingsEndpoint } from './use-cases/keep-settings-endpoint.ts'
import { startSweeper } from './workers/sweeper.ts'

await startService(async () => {
  const config = readSettings(process.env)
  const runtime = createRuntime()
  let sweeper: Loop | undefined
  const file = openSqliteFile(config.DATABASE_URL.slice('sqlite:'.length))
  const webhooks = createWebhookClient()
  const deps = {
    ...runtime,
    store: createSqliteGatewayStore(file, { now: runtime.now, onDelivery: () => sweeper?.wake() }),
    hold_ms: config.TIMEOUT_HOLD_MS,
    settle_ms: config.SETTLE_MS * config.RETRY_SCALE,
    payout_interval_ms: config.PAYOUT_INTERVAL_S === undefined ? undefined : config.PAYOUT_INTERVAL_S * 1000,
    retry_scale: config.RETRY_SCALE,
    public_url: config.PUBLIC_URL,
    postWebhook: webhooks.post,
  }
  await keepSettingsEndpoint(deps, toSettingsEndpoint(config))
  await deps.store.write((writes) => keepPayoutInterval(deps, writes))
  const app = buildApp(deps)
  await app.listen({ host: config.HOST, port: config.PORT })
  const { port } = app.server.address() as AddressInfo

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await app.close()
    webhooks.close()
    await sweeper?.stop()
    await file.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)

  process.send?.({ ready: true, port })
  process.stdout.write(`stripe sandbox: http://${config.HOST}:${port}\n`)
  // Last: what was due when the process before died must not keep this one from getting ready.
  const log = createLogger({ service: 'stripe-sandbox', level: config.LOG_LEVEL })
  sweeper = startSweeper({ deps, runtime, log })
})
