import { type Static, Type } from 'typebox'
import { id, timestamp } from './text.ts'

/**
 * Body of `POST /payment-events` (orders): a hint that something of a payment changed. Who gets it reads the payment
 * anew, so that neither order nor doubles matter.
 */
export const PaymentEvent = Type.Object(
  {
    id: id('pev'),
    type: Type.Enum(['payment.changed', 'refund.changed', 'dispute.changed']),
    payment_id: id('pay'),
    order_id: id('ord'),
    /** What changed: the payment's, refund's or dispute's id. */
    object_id: Type.String({ maxLength: 80 }),
    created_at: timestamp,
  },
  { additionalProperties: false },
)
export type PaymentEvent = Static<typeof PaymentEvent>
