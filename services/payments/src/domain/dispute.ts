/** A card issuer's claim on a payment; amounts in minor units, times RFC 3339. */
export interface Dispute {
  id: string
  payment_id: string
  order_id: string
  gateway_ref: string
  charge_ref: string
  amount: number
  currency: string
  status: DisputeStatus
  reason: string
  evidence_due_by: string | null
  created_at: string
  updated_at: string
}

/** `open`: the money is held until the issuer has decided. */
export type DisputeStatus = 'open' | 'won' | 'lost'
