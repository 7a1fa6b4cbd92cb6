import { startLoop } from '@tradewind/service/loop.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { DeliveryDeps, Outbox } from '../deps.ts'
import { leaseOf_ms } from '../domain/lease.ts'
import { LANES, type StoredEmail } from '../domain/stored-email.ts'
import { deliverEmails } from '../use-cases/deliver-emails.ts'

export interface DeliveryWorker extends Outbox {
  /** Lets what is under way end; what is held comes to another replica when its lease ends. */
  stop(): Promise<void>
}

interface Plan {
  /** Emails of one batch: into the inbox they share a commit, to a peer each has a connection of its own. */
  batch: number
  batches: number
  /** Accepted here and waiting in memory; more wait in the table. */
  held: number
}

const PLANS: Record<'inbox' | 'peer', Plan> = {
  inbox: { batch: 20, batches: 2, held: 200 },
  peer: { batch: 1, batches: 10, held: 20 },
}

const INTERVAL_MS = 1000

/** Delivers what this process accepted at once, and what is due in the table (retries, schedules, the crashed). */
export function startDeliveryWorker(deps: DeliveryDeps): DeliveryWorker {
  const plan = PLANS[deps.transport.kind]
  const held: StoredEmail[] = []
  const running = new Set<Promise<void>>()
  let claimed_at = Number.NEGATIVE_INFINITY

  async function takeBatch(): Promise<StoredEmail[]> {
    if (held.length > 0 && deps.runtime.now() - claimed_at < INTERVAL_MS) return held.splice(0, plan.batch)
    claimed_at = deps.runtime.now()
    return claimDue(deps, plan.batch)
  }

  function start(batch: StoredEmail[]): void {
    const work = deliverEmails(deps, batch)
      .catch((error) => deps.log.error({ err: error }, 'delivery failed, again when its lease ends'))
      .finally(() => {
        running.delete(work)
        loop.wake()
      })
    running.add(work)
  }

  async function look(): Promise<boolean> {
    if (running.size >= plan.batches) return false
    const batch = await takeBatch()
    if (batch.length > 0) start(batch)
    return batch.length === plan.batch || held.length > 0
  }

  const { runtime, log } = deps
  const loop = startLoop({ name: 'delivery', interval_ms: INTERVAL_MS, runtime, log, look })
  return {
    hasRoom: () => held.length < plan.held,
    offer(email) {
      if (email.status === 'queued' && email.fence > 0) held.push(email)
      loop.wake()
    },
    async stop() {
      await loop.stop()
      await Promise.all(running)
    },
  }
}

/** The next of the first lane that has any. */
async function claimDue({ store, runtime, transport, retry_scale }: DeliveryDeps, limit: number) {
  for (const lane of LANES) {
    const now_ms = runtime.now()
    const lease_end = toTimestamp(now_ms + leaseOf_ms(transport, retry_scale))
    const emails = await store.claim({ lane, limit, now: toTimestamp(now_ms), lease_end })
    if (emails.length > 0) return emails
  }
  return []
}
