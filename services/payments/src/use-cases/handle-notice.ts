import type { Deps } from '../deps.ts'
import type { DueNotice, Notice } from '../notice-deps.ts'
import { handleDisputeNotice } from './handle-dispute-notice.ts'
import { handleIntentNotice } from './handle-intent-notice.ts'
import { handleRefundNotice } from './handle-refund-notice.ts'
import { DONE, type Verdict } from './verdict.ts'

type Handler = (deps: Deps, notice: DueNotice) => Promise<Verdict>

const HANDLERS: Record<string, Handler> = {
  payment_intent: handleIntentNotice,
  refund: handleRefundNotice,
  dispute: handleDisputeNotice,
}

/** The others say nothing that these do not. */
export const isHandled = ({ object_type }: Notice): boolean => object_type in HANDLERS

/**
 * A notice says that something changed, never what: the object is read anew, and moves ours only forward. So neither
 * order nor doubles matter.
 */
export async function handleNotice(deps: Deps, notice: DueNotice): Promise<Verdict> {
  try {
    return (await HANDLERS[notice.object_type]?.(deps, notice)) ?? DONE
  } catch (error) {
    deps.log.warn({ err: error, notice: notice.id }, 'notice not handled, tries again')
    return { kind: 'later', reason: String(error) }
  }
}
