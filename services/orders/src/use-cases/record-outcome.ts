import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { EffectDeps } from '../deps.ts'
import { type Command, decide } from '../domain/decide.ts'
import { leaseTo, releaseLease } from '../domain/lease.ts'
import type { StoredOrder } from '../domain/order.ts'
import { dueEffects, firstDue, schedule } from '../domain/schedule.ts'
import { leaseEnd } from './lease-times.ts'
import { retryAt } from './retry-times.ts'

/** A race is lost to a write that went through, so this many in a row do not happen; then the lease's end helps. */
const TRIES = 20

interface Recording {
  order: StoredOrder
  command: Command
  /** Effects of this run that had their turn. */
  tried: ReadonlySet<string>
  /** Runs what another write has added meanwhile, where the present run has ended. */
  goOn: (order: StoredOrder) => Promise<void>
}

/** Writes what came of an effect. The order as it then is, or undefined when nothing of it is left to do here. */
export async function recordOutcome(deps: EffectDeps, recording: Recording): Promise<StoredOrder | undefined> {
  let { order } = recording
  for (let tries = 0; tries < TRIES; tries += 1) {
    const next = decideNext(deps, { ...recording, order })
    // Another write settled it, and may have left more to the holder of the lease.
    if (next === order) return order.lease_owner === deps.owner ? order : undefined
    if (await store(deps, next, recording)) return next
    const found = await deps.store.find(order.id)
    if (!found) return undefined
    order = found
  }
  throw new Error(`lost ${TRIES} races for ${order.id}`)
}

function decideNext(deps: EffectDeps, { order, command, tried }: Omit<Recording, 'goOn'>): StoredOrder {
  const { runtime, owner } = deps
  const now = toTimestamp(runtime.now())
  const decided = decide(order, command, { at: now, newId: runtime.newId })
  if (decided === order) return order
  const next = schedule(order, decided, (effect) => retryAt(deps, effect))
  const goesOn = dueEffects(next, now).some(({ id }) => !tried.has(id))
  const leased = goesOn ? leaseTo(next, owner, leaseEnd(deps)) : releaseLease(next, firstDue(next, now))
  return { ...leased, version: order.version + 1 }
}

async function store(deps: EffectDeps, next: StoredOrder, recording: Recording): Promise<boolean> {
  if (recording.command.type === 'mail_accepted' && next.effects.length === 0) return closeLater(deps, next, recording)
  const saved = await deps.store.save(next)
  failpoint('orders.after_save')
  if (saved) deps.outcomes.announce(next)
  return saved
}

/** Nobody waits for it: late, it only repeats an idempotent call. What lost its race is decided anew. */
function closeLater(deps: EffectDeps, next: StoredOrder, recording: Recording): true {
  const redo = async () => {
    const order = await deps.store.find(next.id)
    const left = order && (await recordOutcome(deps, { ...recording, order }))
    if (left) await recording.goOn(left)
  }
  const closing = deps.closer
    .close(next)
    .then((closed) => (closed ? undefined : redo()))
    .catch((error) => deps.log.warn({ err: error, order_id: next.id }, 'effect not closed; it runs again'))
  deps.closer.track(closing)
  return true
}
