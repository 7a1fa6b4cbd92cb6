import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, createClient, type PlainClient } from '../plain-client.ts'
import { toRequest } from '../shop.ts'

type Kind = 'create' | 'read' | 'list'

/** What one request met. */
export interface Sample {
  phase: string
  kind: Kind
  ms: number
  /** 0: no answer. */
  status: number
  /** What is not what a client may expect. */
  fault?: string
  answer?: Answer
  /** Of a create. */
  key?: string
}

export interface Load {
  samples: Sample[]
  /** The orders that were acknowledged, with the keys they were asked for under. */
  acknowledged: Map<string, string>
  /** What is asked from now on belongs to `name`. */
  phase(name: string): void
  stop(): Promise<void>
}

export interface LoadOptions {
  url: string
  api_key: string
  per_s: number
  /** Begins the keys of its orders: no other load of this run has it. */
  name: string
}

/** Reads go to the first orders of the run: they are there from its beginning to its end. */
const KEPT = 20
/** Of ten requests one creates (each under a key of its own), eight read one order and one lists. */
const MIX: Kind[] = ['create', 'read', 'read', 'read', 'read', 'list', 'read', 'read', 'read', 'read']

/** Requests at a steady rate, whether or not the earlier ones are answered. None is tried again. */
export function startLoad({ url, api_key, per_s, name }: LoadOptions): Load {
  const client = createClient({ url, api_key })
  const acknowledged = new Map<string, string>()
  const kept: string[] = []
  const samples: Sample[] = []
  const open = new Set<Promise<void>>()
  const stopping = new AbortController()
  let phase = 'steady'

  async function sample(n: number): Promise<void> {
    const kind = kept.length < KEPT ? 'create' : (MIX[n % MIX.length] ?? 'read')
    const key = `${name}-${n}`
    const asked = { phase, kind, ...(kind === 'create' && { key }) }
    const started = performance.now()
    const { id, ...met } = await ask(client, kind, { key, id: kept[n % KEPT] ?? '' }).then(judge, toFault)
    samples.push({ ...asked, ms: performance.now() - started, ...met })
    if (kind === 'create' && id !== undefined) acknowledge(id, key)
  }

  function acknowledge(id: string, key: string): void {
    acknowledged.set(id, key)
    if (kept.length < KEPT) kept.push(id)
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
    phase: (next) => {
      phase = next
    },
    async stop() {
      stopping.abort()
      await driving
      await Promise.all(open)
      client.close()
    },
  }
}

function ask(client: PlainClient, kind: Kind, { key, id }: { key: string; id: string }): Promise<Answer> {
  if (kind === 'create') return client.post('/orders', key, toRequest('pm_card_visa', mailOf(key)))
  return client.get(kind === 'read' ? `/orders/${id}` : '/orders?limit=20')
}

/** Where the mails of the order under `key` go. */
export const mailOf = (key: string): string => `${key}@shop.example`

interface Met {
  status: number
  fault?: string
  answer?: Answer
  /** Of the order that was created. */
  id?: string | undefined
}

function judge(answer: Answer): Met {
  const { status, body } = answer
  if (status >= 300) return { status, answer, fault: `${status} ${body.slice(0, 300)}` }
  return { status, id: (JSON.parse(body) as { id?: string }).id }
}

const toFault = (error: NodeJS.ErrnoException): Met => ({ status: 0, fault: error.code ?? error.message })
