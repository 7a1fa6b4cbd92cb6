import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { leaseEnd, nextTryAt } from '../domain/retry-times.ts'
import type { DueEvent } from '../notice-deps.ts'

/** At once; each payment is told of once, however much of it changed. */
const BATCH = 100

type Telling = Pick<Deps, 'events' | 'orders' | 'runtime' | 'retry_scale' | 'log'>

/** Tells orders what is due; true when there may be more. What orders does not take is told again later. */
export async function tellOrders(deps: Telling): Promise<boolean> {
  const { events, orders, runtime, retry_scale } = deps
  if (!orders) return false
  const now = runtime.now()
  const lease_end = toTimestamp(leaseEnd({ now, retry_scale }))
  const due = await events.claimDue({ now: toTimestamp(now), lease_end, limit: BATCH })
  if (due.length === 0) return false
  const groups = [...Map.groupBy(due, ({ payment_id }) => payment_id).values()]
  const told = await Promise.all(groups.map((group) => tell(orders, group)))
  failpoint('payments.after_tell')
  await events.finish(groups.filter((_, index) => told[index]).flatMap(idsOf))
  for (const [index, group] of groups.entries()) if (!told[index]) await postpone(deps, group)
  return due.length === BATCH
}

/** Orders reads the payment anew: the newest of its events stands for those before. */
async function tell(orders: NonNullable<Deps['orders']>, group: DueEvent[]): Promise<boolean> {
  const newest = group.reduce((last, event) => (event.id > last.id ? event : last))
  const { tries: _, ...event } = newest
  return orders.tell(event)
}

async function postpone({ events, runtime, retry_scale, log }: Telling, group: DueEvent[]): Promise<void> {
  const tries = Math.min(...group.map((event) => event.tries)) + 1
  const next_at = nextTryAt(tries, { now: runtime.now(), random: runtime.random, retry_scale })
  log.warn({ payment_id: group[0]?.payment_id, tries }, 'orders was not told, tries again')
  await events.postpone({ ids: idsOf(group), next_at: toTimestamp(next_at) })
}

const idsOf = (group: DueEvent[]): string[] => group.map(({ id }) => id)
