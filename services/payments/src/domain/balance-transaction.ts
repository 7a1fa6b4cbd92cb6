/** A movement of our balance at the gateway, as it tells it. Amounts in minor units. */
export interface BalanceTransaction {
  /** `txn_…` */
  id: string
  /** `charge`, `refund`, `adjustment`, `payout` … */
  type: string
  /** Before fees; negative when it leaves us. */
  amount: number
  fee: number
  net: number
  currency: string
  /** What it comes of: a charge, refund, dispute or payout. */
  source_ref: string | null
  charge_ref: string | null
  /** The intent of its charge. */
  gateway_ref: string | null
  /** Ours, where the gateway knows it or we know the intent. */
  payment_id: string | null
  created_at: string
}
