import type Stripe from 'stripe'
import type { Deps } from '../deps.ts'
import { createBalanceTransaction, type Movement } from '../domain/balance-transaction.ts'
import { toCreated } from '../domain/position.ts'
import type { GatewayWrites } from '../gateway-store.ts'

/** Writes one balance transaction and moves the balance by its net. */
export function bookMovement(deps: Deps, writes: GatewayWrites, movement: Movement): Stripe.BalanceTransaction {
  const position = writes.nextPosition()
  const made = createBalanceTransaction(movement, { id: deps.newId('txn'), created: toCreated(position) })
  writes.insert('balance_transaction', made, { position, text: JSON.stringify(made) })
  writes.addToBalance(made.currency, made.net)
  return made
}
