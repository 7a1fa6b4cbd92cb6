import { createSettingsKeys } from '@tradewind/service/api-keys.ts'
import { createHealth } from '@tradewind/service/health-routes.ts'
import { createMetrics } from '@tradewind/service/metrics.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { afterEach, beforeEach } from 'vitest'
import { buildApp } from '../../src/app.ts'
import type { Deps, EffectDeps } from '../../src/deps.ts'
import { createSecrets } from '../../src/http/client-secret.ts'
import type { OpenedStore } from '../../src/store-deps.ts'
import { createOrderNumbers } from '../../src/use-cases/order-numbers.ts'
import { startEffects } from '../../src/workers/effects.ts'
import { startEraser } from '../../src/workers/eraser.ts'
import { startEventHub } from '../../src/workers/event-hub.ts'
import { startEventRelay } from '../../src/workers/event-relay.ts'
import { createEffectRig, useStore } from '../effect-rig.ts'
import { toRequest } from '../order-request.ts'

const PAYMENT_EXPIRY_MS = 3_600_000

const KEYS = [
  { client_id: 'admin', key: 'sk_admin', scopes: ['admin'] },
  { client_id: 'shop', key: 'sk_shop', scopes: ['orders:read', 'orders:write'] },
  { client_id: 'service', key: 'sk_service', scopes: ['payment_events:write'] },
  { client_id: 'picker', key: 'sk_picker', scopes: ['fulfillment:write'] },
  { client_id: 'reader', key: 'sk_reader', scopes: ['orders:read'] },
  { client_id: 'writer', key: 'sk_writer', scopes: ['orders:write'] },
]

/** The whole service but its socket: a real store and real time, scripted peers. */
function startApp(opened: OpenedStore & { url: string }, findStore: (store: Deps['store']) => Deps['store']) {
  const runtime = createRuntime()
  const store = findStore(opened.store)
  const { deps, payments, emails } = createEffectRig(opened, { runtime, store, retry_scale: 0.01 })
  const { log, outcomes, owner, retry_scale } = deps satisfies EffectDeps
  const effects = startEffects(deps)
  const health = createHealth(opened.probe, runtime.now)
  const relay = startEventRelay({ ...opened, runtime, log, owner })
  const hub = startEventHub({ ...opened, runtime, log, draining: health.draining })
  const { events, erasures } = opened
  const eraser = startEraser({ ...opened, ...deps, runner: effects.runner })
  const secretOf = createSecrets('a service key')
  const nextNumber = createOrderNumbers(store)
  const app = buildApp(
    {
      store,
      events,
      erasures,
      hub,
      payments,
      outcomes,
      runtime,
      owner,
      retry_scale,
      runner: effects.runner,
      payment_expiry_ms: PAYMENT_EXPIRY_MS,
      nextNumber,
      claim_ms: 900_000,
      secretOf,
    },
    {
      log,
      metrics: createMetrics('orders'),
      runtime,
      findClient: createSettingsKeys(KEYS),
      health,
      trust_proxy: '',
    },
  )
  const stop = async () => {
    await hub.stop()
    await app.close()
    await Promise.all([eraser.stop(), relay.stop(), effects.stop()])
  }
  return { app, payments, emails, secretOf, health, stop, ...opened }
}

/** A service around each test; `findStore` may put something before its store. */
export function useApp(findStore: (store: Deps['store']) => Deps['store'] = (store) => store) {
  const opened = useStore()
  let started: ReturnType<typeof startApp>
  beforeEach(() => {
    started = startApp(opened(), findStore)
  })
  afterEach(() => started.stop())

  let keys = 0
  /** Sends a body under a key of its own, unless `headers` name one; none when it is undefined. */
  function send(
    method: 'POST' | 'DELETE' | 'PATCH',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    keys += 1
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const own = { authorization: 'Bearer sk_shop', 'idempotency-key': `key ${keys}`, ...type }
    const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    return started.app.inject({ method, url, headers: { ...own, ...headers }, ...payload })
  }

  return {
    started: () => started,
    send,
    /** Posts an order under a key of its own, unless `headers` name one. */
    post: (payload: unknown = toRequest(), headers: Record<string, string> = {}) =>
      send('POST', '/orders', payload, headers),
    get: (url: string, headers: Record<string, string> = { authorization: 'Bearer sk_shop' }) =>
      started.app.inject({ method: 'GET', url, headers }),
  }
}

/** `pointer code` of each fault of a problem. */
export const faultsOf = (body: { errors?: { pointer: string; code: string }[] }): string[] =>
  (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort()
