import type { Payment } from '@tradewind/contracts/payments.ts'
import type { Deps } from '../deps.ts'
import { movePayment } from '../domain/move-payment.ts'
import type { Outcome } from '../domain/outcome.ts'
import { toChange } from '../domain/to-change.ts'

/** Moves a payment to where its intent is at the gateway; false when it has changed under our hands: read it anew. */
export async function adoptIntent({ store, runtime }: Deps, payment: Payment, outcome: Outcome): Promise<boolean> {
  const now = runtime.now()
  const moved = movePayment(payment, outcome, now)
  if (!moved) return true
  return store.apply(toChange({ before: payment, payment: moved }, { newId: runtime.newId, now }))
}
