/** A payment as the gateway's books have it. Amounts in minor units. */
export interface GatewayIntent {
  /** `pi_…`; a charge that belongs to no intent goes by its own id. */
  gateway_ref: string
  charge_ref: string | null
  /** Of its metadata: ours, where it is of our making. */
  payment_id: string | null
  order_id: string | null
  status: string
  amount: number
  amount_captured: number
  amount_capturable: number
  /** Of what was captured. */
  amount_refunded: number
  currency: string
  created_at: string
}

/** What it still holds of a customer's money, taken or reserved. */
export const heldBy = ({ amount_captured, amount_capturable, amount_refunded }: GatewayIntent): number =>
  amount_captured - amount_refunded + amount_capturable
