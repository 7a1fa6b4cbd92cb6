import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'

interface Run {
  id: string
  status: 'running' | 'done'
  intents: number
  breaks_total: number
}

const DAY_MS = 24 * 3_600_000
const PATIENCE = { within_ms: 60_000 }

/** Compares payments' books with the gateway's, over all of the suite's life. @throws with the breaks, when there are some */
export async function reconcile({ urls, service_key }: Pick<Suite, 'urls' | 'service_key'>): Promise<Run> {
  const headers = { authorization: `Bearer ${service_key}`, 'content-type': 'application/json' }
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(urls.payments + path, { ...init, headers, signal: AbortSignal.timeout(10_000) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  const body = JSON.stringify({ from: new Date(Date.now() - DAY_MS).toISOString() })
  const { id } = await eventually(() => ask('/reconciliations', { method: 'POST', body }) as Promise<Run>, PATIENCE)
  const done = await eventually(async () => {
    const run = (await ask(`/reconciliations/${id}`)) as Run
    return run.status === 'done' && run
  }, PATIENCE)
  if (!done) throw new Error(`${id} is not done`)
  if (done.breaks_total > 0) throw new Error(JSON.stringify(await ask(`/reconciliations/${id}/breaks`), null, 1))
  return done
}
