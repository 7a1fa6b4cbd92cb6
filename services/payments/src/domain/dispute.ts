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

/** A dispute as the gateway has it; amounts in minor units. */
export interface GatewayDispute {
  gateway_ref: string
  charge_ref: string
  intent_ref: string | null
  amount: number
  currency: string
  /** `none`: an inquiry, for which no money is held. */
  status: DisputeStatus | 'none'
  reason: string
  evidence_due_by: string | null
}

/** A dispute's move; `from` is its status before, undefined when it is new; `disputed` moves the payment's sum. */
export interface DisputeChange {
  dispute: Dispute
  from: DisputeStatus | undefined
  disputed: number
}
