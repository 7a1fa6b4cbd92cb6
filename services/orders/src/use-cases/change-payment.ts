import type { Payment } from '@tradewind/contracts/payments.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import type { EffectDeps, Unanswered } from '../deps.ts'
import type { Command } from '../domain/decide.ts'
import type { EffectOf } from '../domain/effects.ts'

type Clients = Pick<EffectDeps, 'payments'>

/** Takes what is authorized. */
export async function capturePayment({ payments }: Clients, { id, payload }: EffectOf<'capture'>): Promise<Command> {
  failpoint('orders.before_capture')
  const payment = await payments.capture({ key: id, payment_id: payload.payment_id })
  failpoint('orders.after_capture')
  return toCommand(id, payment)
}

/** Lets go of what is authorized. */
export async function voidPayment({ payments }: Clients, { id, payload }: EffectOf<'void'>): Promise<Command> {
  failpoint('orders.before_void')
  const payment = await payments.void({ key: id, payment_id: payload.payment_id })
  failpoint('orders.after_void')
  return toCommand(id, payment)
}

function toCommand(effect_id: string, payment: Payment | Unanswered): Command {
  if ('reason' in payment) return { type: 'effect_failed', effect_id, reason: payment.reason }
  return { type: 'payment_answered', effect_id, payment }
}
