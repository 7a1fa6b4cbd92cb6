import { failpoint } from '@tradewind/service/failpoint.ts'
import type { EffectDeps } from '../deps.ts'
import type { Command } from '../domain/decide.ts'
import type { EffectOf } from '../domain/effects.ts'

/** Gives money back; the payment is read after it, so that its amounts hold what the refund took. */
export async function performRefund(
  { payments }: Pick<EffectDeps, 'payments'>,
  { id, payload }: EffectOf<'refund'>,
): Promise<Command> {
  const { payment_id, amount, reason } = payload
  const request = { amount, ...(reason === undefined ? {} : { reason }), metadata: { refund_id: id } }
  failpoint('orders.before_refund')
  const answer = await payments.refund({ key: id, payment_id, request })
  failpoint('orders.after_refund')
  if ('reason' in answer) return { type: 'effect_failed', effect_id: id, reason: answer.reason }
  const payment = await payments.read(payment_id)
  if ('reason' in payment) return { type: 'effect_failed', effect_id: id, reason: payment.reason }
  return { type: 'refund_answered', effect_id: id, answer, payment }
}
