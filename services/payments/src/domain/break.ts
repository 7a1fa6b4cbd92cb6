export const BREAK_TYPES = [
  'missing_local',
  'missing_gateway',
  'amount',
  'currency',
  'status',
  'duplicate_charge',
  'fee',
  'ledger',
] as const
export type BreakType = (typeof BREAK_TYPES)[number]

type Seen = string | number | null

/**
 * Two books that differ. `expected` is what ours say and `actual` what the gateway's do; for `fee` and `ledger`: what it should
 * be by gateway or payment, and what is posted. Amounts in minor units; null where there is nothing.
 */
export interface Break {
  type: BreakType
  /** With the type, what makes it one break however often it is found. */
  subject: string
  payment_id: string | null
  gateway_ref: string | null
  charge_ref: string | null
  expected: Seen
  actual: Seen
}
