import type { Deps } from '../deps.ts'
import type { DueWork } from '../domain/due-work.ts'
import { failRefund, succeedRefund } from '../domain/refund.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookRefund } from './book-refund.ts'
import { endRefund, saveRefund } from './end-refund.ts'

type Handler = (deps: Deps, writes: GatewayWrites, object_id: string) => void

const HANDLERS: Record<DueWork['kind'], Handler> = {
  settle_refund(deps, writes, id) {
    const before = writes.find('refund', id)
    if (before?.status !== 'pending') return
    const after = bookRefund(deps, writes, succeedRefund(before))
    saveRefund(deps, { writes, call: undefined, before, after })
  },
  fail_refund(deps, writes, id) {
    const before = writes.find('refund', id)
    if (!before || !['pending', 'succeeded'].includes(String(before.status))) return
    endRefund(deps, { writes, call: undefined, before, after: failRefund(before) })
  },
}

const MOST_AT_ONCE = 100

/** Does what is due; what is done and that it is done are one commit. True when there may be more. */
export async function runDueWork(deps: Deps): Promise<boolean> {
  const due = deps.store.read.listDueWork(deps.now(), MOST_AT_ONCE)
  const runs = due.map(({ position, work }) =>
    deps.store.write((writes) => {
      HANDLERS[work.kind](deps, writes, work.object_id)
      writes.removeDueWork(position)
    }),
  )
  await Promise.all(runs)
  return due.length === MOST_AT_ONCE
}
