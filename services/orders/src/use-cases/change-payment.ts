import type { Payment } from '@tradewind/contracts/payments.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import type { Refused, Unanswered } from '../client-deps.ts'
import type { EffectDeps } from '../deps.ts'
import type { Command } from '../domain/decide.ts'
import type { EffectOf } from '../domain/effects.ts'

type Clients = Pick<EffectDeps, 'payments'>

/** Takes what is authorized. */
export async function capturePayment({ payments }: Clients, { id, payload }: EffectOf<'capture'>): Promise<Command> {
  failpoint('orders.before_capture')
  const answer = await payments.capture({ key: id, payment_id: payload.payment_id })
  failpoint('orders.after_capture')
  return toCommand(answer, { effect_id: id, refused: 'capture_refused' })
}

/** Lets go of what is authorized. */
export async function voidPayment({ payments }: Clients, { id, payload }: EffectOf<'void'>): Promise<Command> {
  failpoint('orders.before_void')
  const answer = await payments.void({ key: id, payment_id: payload.payment_id })
  failpoint('orders.after_void')
  return toCommand(answer, { effect_id: id, refused: 'void_refused' })
}

function toCommand(
  answer: Payment | Refused | Unanswered,
  { effect_id, refused }: { effect_id: string; refused: 'capture_refused' | 'void_refused' },
): Command {
  if ('reason' in answer) return { type: 'effect_failed', effect_id, reason: answer.reason }
  if ('refusal' in answer) return { type: refused, effect_id, payment: answer.payment, error: answer.refusal }
  return { type: 'payment_answered', effect_id, payment: answer }
}
