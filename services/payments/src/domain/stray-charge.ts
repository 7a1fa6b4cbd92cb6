/** A charge of a send that was given up, or of a payment that has ended otherwise: it is undone as soon as it is seen. */
export interface StrayCharge {
  gateway_ref: string
  payment_id: string
  order_id: string
  amount: number
  currency: string
  status: 'processing' | 'voided' | 'refunded' | 'failed'
  refund_ref: string | null
  created_at: string
  updated_at: string
}
