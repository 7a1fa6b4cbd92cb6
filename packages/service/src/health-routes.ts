import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'

/** Whether this replica should get requests. */
export interface Health {
  draining(): boolean
  /** Says from now on that this replica is going. */
  drain(): void
  /** Whether its own database answers; looked at once a second at most. */
  ready(): Promise<boolean>
}

const CACHED_MS = 1000
const PROBE_LIMIT_MS = 1500

/** @param probe rejects when the database does not answer */
export function createHealth(probe: () => Promise<void>, now: () => number): Health {
  let draining = false
  let looked_at = Number.NEGATIVE_INFINITY
  let answer: Promise<boolean> = Promise.resolve(false)
  return {
    draining: () => draining,
    drain: () => {
      draining = true
    },
    ready() {
      if (now() - looked_at >= CACHED_MS) {
        looked_at = now()
        answer = withinLimit(probe())
      }
      return answer.then((ok) => ok && !draining)
    },
  }
}

function withinLimit(probe: Promise<void>): Promise<boolean> {
  const answered = probe.then(
    () => true,
    () => false,
  )
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, PROBE_LIMIT_MS, false)
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}

/** `/livez` (the process), `/readyz` (drain state and database), `/metrics`. */
export async function healthRoutes(app: FastifyInstance, { health, metrics }: { health: Health; metrics: Metrics }) {
  const hidden = { config: { scope: 'public' }, schema: { hide: true } }

  app.get('/livez', hidden, async () => ({ status: 'ok' }))

  app.get('/readyz', hidden, async (_request, reply) => {
    const ready = await health.ready()
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : health.draining() ? 'draining' : 'unavailable' })
  })

  app.get('/metrics', hidden, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(await metrics.text()),
  )
}
