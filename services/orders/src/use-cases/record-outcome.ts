import { backoff_ms } from '@tradewind/service/backoff.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps } from '../deps.ts'
import { type Command, decide } from '../domain/decide.ts'
import { leaseTo, releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { leaseEnd } from './lease-times.ts'

/** Someone waits for the outcome, and asking is cheap: never more than a minute apart. */
const RETRY_STEPS_S = [1, 2, 5, 15, 30, 60]
/** A race is lost to a write that went through, so this many in a row do not happen; then the lease's end helps. */
const TRIES = 20

interface Recording {
  order: StoredOrder
  command: Command
  /** Effects of this run that had their turn. */
  tried: ReadonlySet<string>
}

/** Writes what came of an effect. The order as it then is, or undefined when nothing of it is left to do here. */
export async function recordOutcome(deps: EffectDeps, recording: Recording): Promise<StoredOrder | undefined> {
  let { order } = recording
  for (let tries = 0; tries < TRIES; tries += 1) {
    const next = decideNext(deps, { ...recording, order })
    if (next === order) return undefined
    if (await store(deps, next, recording.command)) return next
    const found = await deps.store.find(order.id)
    if (!found) return undefined
    order = found
  }
  throw new Error(`lost ${TRIES} races for ${order.id}`)
}

function decideNext(deps: EffectDeps, { order, command, tried }: Recording): StoredOrder {
  const { runtime, owner } = deps
  const decided = decide(order, command, { at: toTimestamp(runtime.now()), newId: runtime.newId })
  if (decided === order) return order
  const goesOn = decided.effects.some(({ id }) => !tried.has(id))
  const leased = goesOn ? leaseTo(decided, owner, leaseEnd(deps)) : releaseLease(decided, retryAt(deps, decided))
  return { ...leased, version: order.version + 1 }
}

async function store(deps: EffectDeps, next: StoredOrder, command: Command): Promise<boolean> {
  if (command.type === 'mail_accepted' && next.effects.length === 0) return closeLater(deps, next, command)
  const saved = await deps.store.save(next)
  failpoint('orders.after_save')
  if (saved) deps.outcomes.announce(next)
  return saved
}

/** Nobody waits for it: late, it only repeats an idempotent call. What lost its race is decided anew. */
function closeLater(deps: EffectDeps, next: StoredOrder, command: Command): true {
  const redo = async () => {
    const order = await deps.store.find(next.id)
    if (order) await recordOutcome(deps, { order, command, tried: new Set() })
  }
  deps.closer
    .close(next)
    .then((closed) => (closed ? undefined : redo()))
    .catch((error) => deps.log.warn({ err: error, order_id: next.id }, 'effect not closed; it runs again'))
  return true
}

function retryAt({ runtime, retry_scale }: EffectDeps, { effects }: StoredOrder): string {
  const attempts = Math.max(1, ...effects.map((effect) => effect.attempts))
  return toTimestamp(runtime.now() + backoff_ms(RETRY_STEPS_S, attempts, runtime.random, retry_scale))
}
