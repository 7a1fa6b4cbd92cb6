import type { PaymentEvent } from '@tradewind/contracts/payment-events.ts'
import { unavailable } from '@tradewind/service/app-error.ts'
import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import { applyReading } from '../domain/apply-reading.ts'
import type { StoredOrder } from '../domain/order.ts'
import { readPayment } from './read-payment.ts'
import { writeChange } from './write-change.ts'

const TRIES = 20

/**
 * A hint that a payment changed: it is read anew, so that neither order nor doubles of hints matter.
 * @throws `payments_unavailable`, `order_busy`: the hint is to come again
 */
export async function hearPaymentEvent(deps: Deps, event: PaymentEvent): Promise<void> {
  const found = await deps.store.find(event.order_id)
  // A payment of someone else's order is none of ours; and of a charge under way its own answer tells.
  if (!found || isCharging(found)) return
  failpoint('orders.before_reading')
  const reading = await readPayment(deps.payments, { payment_id: event.payment_id, refunds: isOfRefund(event) })
  failpoint('orders.after_reading')
  if ('reason' in reading) throw unavailable('payments_unavailable', reading.reason)
  let before: StoredOrder | undefined = found
  for (let tries = 0; before && tries < TRIES; tries += 1) {
    const after = applyReading(before, reading, { at: toTimestamp(deps.runtime.now()), newId: deps.runtime.newId })
    if (after === before || (await writeChange(deps, { before, after }))) return
    before = await deps.store.find(event.order_id)
  }
  if (before) throw unavailable('order_busy', 'The order is being changed by many others; try again.')
}

const isOfRefund = ({ type }: PaymentEvent) => type === 'refund.changed'

/** Its first call is out, or about to be: what came of it is known as soon as from the hint. */
const isCharging = ({ effects }: StoredOrder) =>
  effects.some(({ type, attempts }) => type === 'charge' && attempts === 0)
