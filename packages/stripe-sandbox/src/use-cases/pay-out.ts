import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { createPayout, type NewPayout } from '../domain/payout.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { bookMovement } from './book-movement.ts'
import type { Call } from './call.ts'
import { emitEvents } from './emit-events.ts'

interface Paying {
  writes: GatewayWrites
  call: Call | undefined
  asked: NewPayout
}

/** Takes the amount from the balance and sends it on its way; a while later it is paid. */
export function payOut(deps: Deps, { writes, call, asked }: Paying): Stripe.Payout {
  const position = writes.nextPosition()
  const made = createPayout(asked, { id: deps.newId('po'), created: toCreated(position) })
  const { id, amount, currency } = made
  const booked = bookMovement(deps, writes, { shape: 'payout', amount: -amount, fee: 0, currency, source: id })
  const payout = { ...made, balance_transaction: booked.id }
  const text = JSON.stringify(payout)
  writes.insert('payout', payout, { position, text })
  if (payout.automatic) writes.closePayoutRange({ payout_id: id, currency })
  writes.schedule({ kind: 'pay_payout', object_id: id }, deps.now() + deps.settle_ms)
  emitEvents(deps, { writes, call, payment_method: null, events: [{ type: 'payout.created', text }] })
  return payout
}

/** Pays out all there is in each currency, as Stripe does by itself. */
export function payOutAll(deps: Deps, writes: GatewayWrites): Stripe.Payout[] {
  const balances = writes.listBalances().filter(({ amount }) => amount > 0)
  return balances.map(({ amount, currency }) =>
    payOut(deps, {
      writes,
      call: undefined,
      asked: {
        amount,
        currency,
        automatic: true,
        description: 'STRIPE PAYOUT',
        metadata: {},
        statement_descriptor: null,
      },
    }),
  )
}
