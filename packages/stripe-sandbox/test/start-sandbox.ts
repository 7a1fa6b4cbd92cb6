import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds } from '@tradewind/service/ids.ts'
import { openSqliteFile } from '@tradewind/sql/sqlite-file.ts'
import { buildApp } from '../src/app.ts'
import type { PostWebhook } from '../src/deps.ts'
import { createSqliteGatewayStore } from '../src/sqlite/sqlite-gateway-store.ts'
import { deliverWebhooks } from '../src/use-cases/deliver-webhooks.ts'
import { runDueWork } from '../src/use-cases/run-due-work.ts'
import { createClient } from './create-client.ts'

/** A sleep of the sandbox that lasts until the test lets it end. */
interface Sleep {
  ms: number
  end(): void
}

export const HOLD_MS = 60_000
export const SETTLE_MS = 2000

/**
 * A listening sandbox on a file of its own, whose time stands and whose sleeps are the test's. Nothing happens by
 * itself: `pass` lets time go by and does what is then due.
 */
export async function startSandbox({ payout_interval_ms }: { payout_interval_ms?: number } = {}) {
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
  const store = createSqliteGatewayStore(file, { now, onDelivery: () => undefined })
  const deps = {
    store,
    now,
    newId: createIds(now),
    sleep,
    random: () => 0.5,
    hold_ms: HOLD_MS,
    settle_ms: SETTLE_MS,
    payout_interval_ms,
    retry_scale: 1,
    public_url: undefined,
  }
  const app = buildApp(deps)
  /** Every webhook that was sent, oldest first. */
  const webhooks: Parameters<PostWebhook>[0][] = []
  const receiver = { answer: (): number | string => 200 }
  const postWebhook: PostWebhook = async (webhook) => {
    webhooks.push(webhook)
    return receiver.answer()
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return {
    clock,
    deps,
    port,
    sleeps,
    webhooks,
    /** What webhooks are answered. */
    receiver,
    async pass(ms: number) {
      clock.now_ms += ms
      await runDueWork(deps)
      for (const endpoint of store.read.listEndpoints()) await deliverWebhooks({ ...deps, postWebhook }, endpoint)
    },
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
