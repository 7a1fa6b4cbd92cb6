import type { Payment } from '@tradewind/contracts/payments.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Change } from './change.ts'
import type { Dispute, DisputeChange, GatewayDispute } from './dispute.ts'
import { type LedgerTransaction, toDisputeLost, toDisputeOpened, toDisputeWon } from './ledger.ts'
import { toEvent } from './payment-event.ts'

interface Making {
  newId: (prefix: string) => string
  now: number
}

interface Told {
  payment: Payment
  /** The dispute as we know it, if we do. */
  known: Dispute | undefined
  at_gateway: GatewayDispute
}

/** What the gateway's word of a dispute changes; undefined when nothing: it opens, then is won or lost, once. */
export function moveDispute({ payment, known, at_gateway }: Told, making: Making): Change | undefined {
  const { status } = at_gateway
  if (status === 'none' || status === known?.status || (known && known.status !== 'open')) return undefined
  const now = toTimestamp(making.now)
  const dispute = known ? { ...known, status, updated_at: now } : open({ payment, at_gateway, status }, making)
  const change: DisputeChange = { dispute, from: known?.status, disputed: disputedBy(dispute, known) }
  const happening = { type: 'dispute.changed' as const, payment, object_id: dispute.id }
  return { dispute: change, transactions: postingsOf(change, making), events: [toEvent(happening, making)] }
}

function open({ payment, at_gateway, status }: Opening, { newId, now }: Making): Dispute {
  const { intent_ref: _, ...given } = at_gateway
  const at = toTimestamp(now)
  const of = { id: newId('dis'), payment_id: payment.id, order_id: payment.order_id }
  return { ...given, ...of, status, created_at: at, updated_at: at }
}

interface Opening {
  payment: Payment
  at_gateway: GatewayDispute
  status: Dispute['status']
}

/** What is open or lost is not ours to refund. */
function disputedBy({ status, amount }: Dispute, known: Dispute | undefined): number {
  const before = known ? amount : 0
  return (status === 'won' ? 0 : amount) - before
}

/** One that is over before we hear of it has been opened too. */
function postingsOf({ dispute, from }: DisputeChange, making: Making): LedgerTransaction[] {
  const opened = from === undefined ? [toDisputeOpened(dispute, making)] : []
  if (dispute.status === 'won') return [...opened, toDisputeWon(dispute, making)]
  return dispute.status === 'lost' ? [...opened, toDisputeLost(dispute, making)] : opened
}
