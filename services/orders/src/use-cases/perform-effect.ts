import { failpoint } from '@tradewind/service/failpoint.ts'
import type { EffectDeps } from '../deps.ts'
import type { Command } from '../domain/decide.ts'
import type { EffectOf } from '../domain/effects.ts'
import type { Effect } from '../domain/order.ts'
import { capturePayment, voidPayment } from './change-payment.ts'
import { performRefund } from './perform-refund.ts'

type Clients = Pick<EffectDeps, 'payments' | 'emails'>

/** Makes the effect's call under its own key, and says what came of it as a command to the order. */
export function performEffect(clients: Clients, effect: Effect): Promise<Command> {
  switch (effect.type) {
    case 'charge':
      return charge(clients, effect)
    case 'find_charge':
      return findCharge(clients, effect)
    case 'expire_payment':
      return Promise.resolve({ type: 'payment_expired', effect_id: effect.id })
    case 'await_payment':
      return readAwaited(clients, effect)
    case 'capture':
      return capturePayment(clients, effect)
    case 'void':
      return voidPayment(clients, effect)
    case 'refund':
      return performRefund(clients, effect)
    case 'mail':
      return mail(clients, effect)
    case 'cancel_mails':
      return cancelMails(clients, effect)
    case 'erase_mails':
      return eraseMails(clients, effect)
    default:
      return effect satisfies never
  }
}

async function charge({ payments }: Clients, { id, payload }: EffectOf<'charge'>): Promise<Command> {
  failpoint('orders.before_charge')
  const answer = await payments.charge({ key: id, request: payload })
  failpoint('orders.after_charge')
  if (answer.kind === 'failed') return { type: 'effect_failed', effect_id: id, reason: answer.reason }
  return { type: `charge_${answer.kind}`, effect_id: id, payment: answer.payment }
}

async function findCharge({ payments }: Clients, { id, payload }: EffectOf<'find_charge'>): Promise<Command> {
  failpoint('orders.before_find_charge')
  const found = await payments.readOfOrder(payload.order_id)
  failpoint('orders.after_find_charge')
  if ('reason' in found) return { type: 'effect_failed', effect_id: id, reason: found.reason }
  return { type: 'charge_found', effect_id: id, payments: found }
}

async function readAwaited({ payments }: Clients, { id, payload }: EffectOf<'await_payment'>): Promise<Command> {
  failpoint('orders.before_look')
  const payment = await payments.read(payload.payment_id)
  failpoint('orders.after_look')
  if ('reason' in payment) return { type: 'effect_failed', effect_id: id, reason: payment.reason }
  return { type: 'payment_answered', effect_id: id, payment }
}

async function mail({ emails }: Clients, { id, payload }: EffectOf<'mail'>): Promise<Command> {
  failpoint('orders.before_mail')
  const reason = await emails.send({ key: id, request: payload })
  failpoint('orders.after_mail')
  return reason === undefined
    ? { type: 'mail_accepted', effect_id: id }
    : { type: 'effect_failed', effect_id: id, reason }
}

async function cancelMails({ emails }: Clients, { id, payload }: EffectOf<'cancel_mails'>): Promise<Command> {
  failpoint('orders.before_cancel_mails')
  const reason = await emails.cancel({ key: id, reference: payload.reference })
  failpoint('orders.after_cancel_mails')
  return reason === undefined
    ? { type: 'mails_canceled', effect_id: id }
    : { type: 'effect_failed', effect_id: id, reason }
}

async function eraseMails({ emails }: Clients, { id, payload }: EffectOf<'erase_mails'>): Promise<Command> {
  failpoint('orders.before_erase_mails')
  const reason = await emails.erase({ key: id, references: [payload.reference] })
  failpoint('orders.after_erase_mails')
  return reason === undefined
    ? { type: 'mails_erased', effect_id: id }
    : { type: 'effect_failed', effect_id: id, reason }
}
