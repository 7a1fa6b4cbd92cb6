import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, createClient } from './plain-client.ts'
import { toRequest } from './shop.ts'

/** What one request of the load met; `fault` when it is not what a client may expect. */
export interface Sample {
  phase: string
  ms: number
  fault?: string
}

export interface Load {
  samples: Sample[]
  /** The orders that were acknowledged, with the keys they were asked for under. */
  acknowledged: Map<string, string>
  /** What is asked from now on belongs to `name`. */
  phase(name: string): void
  stop(): Promise<void>
}

interface LoadOptions {
  url: string
  api_key: string
  per_s: number
}

/** Reads go to the first orders of the run: they are there from its beginning to its end. */
const KEPT = 20
/** Of ten requests three create (each under a key of its own), six read one order and one lists. */
const MIX = ['create', 'read', 'read', 'create', 'read', 'list', 'read', 'create', 'read', 'read'] as const

/** Requests at a steady rate, whether or not the earlier ones are answered. None is tried again. */
export function startLoad({ url, api_key, per_s }: LoadOptions): Load {
  const client = createClient({ url, api_key })
  const acknowledged = new Map<string, string>()
  const kept: string[] = []
  const samples: Sample[] = []
  const open = new Set<Promise<void>>()
  const stopping = new AbortController()
  let phase = 'steady'

  const ask: Record<(typeof MIX)[number], (n: number) => Promise<Answer>> = {
    create: (n) => create(`load-${n}`),
    read: (n) => client.get(`/orders/${kept[n % KEPT]}`),
    list: () => client.get('/orders?limit=20'),
  }

  async function create(key: string): Promise<Answer> {
    const answer = await client.post('/orders', key, toRequest('pm_card_visa', `${key}@shop.example`))
    if (answer.status >= 300) return answer
    const { id } = JSON.parse(answer.body) as { id: string }
    acknowledged.set(id, key)
    if (kept.length < KEPT) kept.push(id)
    return answer
  }

  async function sample(n: number): Promise<void> {
    const kind = kept.length < KEPT ? 'create' : (MIX[n % MIX.length] ?? 'read')
    const asked = { phase, started: performance.now() }
    const fault = await ask[kind](n).then(
      ({ status, body }) => (status < 300 ? undefined : `${kind} ${status} ${body.slice(0, 300)}`),
      (error) => `${kind} ${error.code ?? error.message}`,
    )
    samples.push({ phase: asked.phase, ms: performance.now() - asked.started, ...(fault && { fault }) })
  }

  async function drive(): Promise<void> {
    const started = performance.now()
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      const late_ms = performance.now() - started - (n * 1000) / per_s
      if (late_ms < 0) await delay(-late_ms)
      const asked = sample(n).finally(() => open.delete(asked))
      open.add(asked)
    }
  }

  const driving = drive()
  return {
    samples,
    acknowledged,
    phase: (name) => {
      phase = name
    },
    async stop() {
      stopping.abort()
      await driving
      await Promise.all(open)
      client.close()
    },
  }
}
