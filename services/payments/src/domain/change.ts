import type { Payment } from '@tradewind/contracts/payments.ts'
import type { DisputeChange } from './dispute.ts'
import type { LedgerTransaction } from './ledger.ts'
import type { StoredEvent } from './payment-event.ts'
import type { RefundChange } from './refund.ts'
import type { StrayCharge } from './stray-charge.ts'

/** What one commit changes; `payment.version` is one more than what is stored. */
export interface Change {
  payment?: Payment
  refund?: RefundChange
  dispute?: DisputeChange
  stray?: StrayCharge
  transactions: LedgerTransaction[]
  events: StoredEvent[]
}
