import { type Command, decide } from '../src/domain/decide.ts'
import type { StoredOrder } from '../src/domain/order.ts'
import { REFUSED } from './held-payments.ts'
import { ship } from './life-rig.ts'
import { effectOf, occasion, typesOf } from './new-order.ts'
import { paymentOf, settledOrder } from './settled-order.ts'

export const held = settledOrder('requires_capture')
export const shipped = ship(held, occasion)

/** As payments has it after a refusal: authorized as before, and newer. */
export const stillHeld = (order: StoredOrder, version = 6) =>
  paymentOf(order, 'requires_capture', { version, last_error: REFUSED })

export const refuse = (order: StoredOrder, type: 'capture' | 'void'): Command => ({
  type: `${type}_refused`,
  effect_id: effectOf(order, type).id,
  payment: stillHeld(order, (order.payment_versions[order.payments[0]?.id ?? ''] ?? 0) + 1),
  error: REFUSED,
})

export const captureRefused = decide(shipped, refuse(shipped, 'capture'), occasion)
export const failuresOf = ({ events }: StoredOrder) => events.filter(({ type }) => type === 'payment.failed')
export const moneyEffects = ({ effects }: StoredOrder) => typesOf(effects).filter((type) => type !== 'mail')
