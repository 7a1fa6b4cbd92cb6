import { failpoint } from '@tradewind/service/failpoint.ts'
import type { EffectDeps } from '../deps.ts'
import type { Command } from '../domain/decide.ts'
import type { Effect } from '../domain/order.ts'

type Clients = Pick<EffectDeps, 'payments' | 'emails'>
type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>

/** Makes the effect's call under its own key, and says what came of it as a command to the order. */
export function performEffect(clients: Clients, effect: Effect): Promise<Command> {
  switch (effect.type) {
    case 'charge':
      return charge(clients, effect)
    case 'mail':
      return mail(clients, effect)
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

async function mail({ emails }: Clients, { id, payload }: EffectOf<'mail'>): Promise<Command> {
  failpoint('orders.before_mail')
  const reason = await emails.send({ key: id, request: payload })
  failpoint('orders.after_mail')
  return reason === undefined
    ? { type: 'mail_accepted', effect_id: id }
    : { type: 'effect_failed', effect_id: id, reason }
}
