import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Break } from './break.ts'
import { type GatewayIntent, heldBy } from './gateway-intent.ts'

interface Stray {
  intent: GatewayIntent
  /** Payments of its payment id or its order. */
  payments: Payment[]
}

/**
 * What an intent is that no payment names as its own. `open`: a payment that does not know yet what became of it; it is
 * compared with that. Nothing when it holds no money: a send that was given up, or a charge that was taken back.
 */
export function judgeStray({ intent, payments }: Stray): { open: Payment } | { found: Break } | undefined {
  if (heldBy(intent) === 0) return undefined
  const open = payments.find(({ id, gateway_ref }) => id === intent.payment_id && gateway_ref === null)
  if (open) return { open }
  const { gateway_ref, charge_ref } = intent
  const actual = heldBy(intent)
  const known = payments.find(({ id }) => id === intent.payment_id) ?? payments.find(isPaid)
  const type = known ? 'duplicate_charge' : 'missing_local'
  const payment_id = known?.id ?? intent.payment_id
  return { found: { type, subject: gateway_ref, payment_id, gateway_ref, charge_ref, expected: null, actual } }
}

const isPaid = ({ status }: Payment): boolean => status === 'succeeded' || status === 'requires_capture'
