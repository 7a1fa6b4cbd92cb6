import type { AddressInfo } from 'node:net'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { buildApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { createSqliteGatewayStore } from './sqlite/sqlite-gateway-store.ts'

async function main({ port, host, database_path, hold_ms }: Config): Promise<void> {
  const { now, newId, sleep } = createRuntime()
  const file = openSqliteFile(database_path)
  const app = buildApp({ store: createSqliteGatewayStore(file, { now }), now, newId, sleep, hold_ms })
  await app.listen({ host, port })
  const address = app.server.address() as AddressInfo

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await app.close()
    await file.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)

  process.send?.({ ready: true, port: address.port })
  process.stdout.write(`stripe sandbox: http://${host}:${address.port}\n`)
}

try {
  await main(readConfig(process.env))
} catch (error) {
  process.stderr.write(`stripe sandbox: ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
