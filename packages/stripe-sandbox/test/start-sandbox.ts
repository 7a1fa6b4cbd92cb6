import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds } from '@tradewind/service/ids.ts'
import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { buildApp } from '../src/app.ts'
import { createSqliteGatewayStore } from '../src/sqlite/sqlite-gateway-store.ts'
import { createClient } from './create-client.ts'

/** A sleep of the sandbox that lasts until the test lets it end. */
interface Sleep {
  ms: number
  end(): void
}

export const HOLD_MS = 60_000

/** A listening sandbox on a file of its own, whose time stands and whose sleeps are the test's. */
export async function startSandbox() {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'))
  const file = openSqliteFile(join(folder, 'sandbox.db'))
  const clock = { now_ms: Date.UTC(2026, 0, 1) }
  const now = () => clock.now_ms
  const sleeps: Sleep[] = []
  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((end) => {
      sleeps.push({ ms, end })
      signal?.addEventListener('abort', () => end())
    })
  const store = createSqliteGatewayStore(file, { now })
  const app = buildApp({ store, now, newId: createIds(now), sleep, hold_ms: HOLD_MS })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return {
    clock,
    port,
    sleeps,
    url: `http://127.0.0.1:${port}`,
    stripe: createClient(port),
    /** Commits since the start. */
    commits: () => file.counts.commits,
    async stop() {
      await app.close()
      await file.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>
