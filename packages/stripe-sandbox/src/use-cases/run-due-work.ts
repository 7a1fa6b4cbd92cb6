import type { Deps } from '../deps.ts'
import { isDisputable, isOpen, loseDispute } from '../domain/dispute.ts'
import type { DueWork } from '../domain/due-work.ts'
import { failRefund, succeedRefund } from '../domain/refund.ts'
import { findTestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookRefund } from './book-refund.ts'
import { cancelIntent } from './cancel-payment-intent.ts'
import { settlePayout } from './change-payout.ts'
import { reinstateDispute, saveDispute } from './end-dispute.ts'
import { endRefund, saveRefund } from './end-refund.ts'
import { keepPayoutInterval } from './keep-payout-interval.ts'
import { openDispute } from './open-dispute.ts'
import { payOutAll } from './pay-out.ts'

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
  open_dispute(deps, writes, id) {
    const charge = writes.find('charge', id)
    const cause = findTestMethod(charge?.payment_method ?? '')?.dispute
    if (charge && cause && isDisputable(charge)) openDispute(deps, { writes, charge, cause })
  },
  win_dispute(deps, writes, id) {
    const before = writes.find('dispute', id)
    if (!before || !isOpen(before)) return
    saveDispute(deps, { writes, call: undefined, before, after: reinstateDispute(deps, writes, before) })
  },
  lose_dispute(deps, writes, id) {
    const before = writes.find('dispute', id)
    if (!before || !isOpen(before)) return
    saveDispute(deps, { writes, call: undefined, before, after: loseDispute(before) })
  },
  pay_payout(deps, writes, id) {
    const payout = writes.find('payout', id)
    if (payout?.status === 'pending') settlePayout(deps, writes, payout)
  },
  pay_out_all(deps, writes) {
    payOutAll(deps, writes)
    keepPayoutInterval(deps, writes)
  },
  expire_authorization(deps, writes, id) {
    const intent = writes.find('payment_intent', id)
    if (intent?.status !== 'requires_capture') return
    cancelIntent(deps, { writes, call: undefined, intent, reason: 'automatic', of_charge: 'charge.expired' })
  },
}

const MOST_AT_ONCE = 100

/** Does what is due; what is done and that it is done are one commit. True when there may be more. */
export async function runDueWork(deps: Deps): Promise<boolean> {
  const due = deps.store.read.listDueWork(deps.now(), MOST_AT_ONCE)
  const runs = due.map(({ position, work }) =>
    deps.store.write((writes) => {
      writes.removeDueWork(position)
      HANDLERS[work.kind](deps, writes, work.object_id)
    }),
  )
  await Promise.all(runs)
  return due.length === MOST_AT_ONCE
}
