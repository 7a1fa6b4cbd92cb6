import { lowestIdAt } from '@tradewind/service/ids.ts'
import type Stripe from 'stripe'
import type { Gateway, PaymentStore } from '../deps.ts'
import { recallCharge } from './recall-charge.ts'
import { recallRefund } from './recall-refund.ts'

interface Recalling {
  gateway: Gateway
  stripe: Stripe
  store: PaymentStore
  /** RFC 3339. */
  restored_at: string
}

/**
 * The gateway of a database that was put back from a backup. What was sent after that backup is forgotten, and with it
 * the gateway's idempotency keys: so before money of an order from before `restored_at` moves, the gateway is asked
 * whether it has moved already, and what it did is taken as its answer.
 */
export function createRecallingGateway({ gateway, stripe, store, restored_at }: Recalling): Gateway {
  const restored_ms = Date.parse(restored_at)
  const oldest_new = lowestIdAt('ord', restored_ms)
  return {
    ...gateway,
    async send(call) {
      const request = JSON.parse(call.request)
      if (!(request.metadata?.order_id < oldest_new)) return gateway.send(call)
      const recalled = await recall(call.kind, request).catch((error) => ({
        kind: 'not_sent' as const,
        reason: `not recalled: ${error}`,
      }))
      return recalled ?? gateway.send(call)
    },
  }

  async function recall(kind: string, request: unknown) {
    if (kind === 'charge') return recallCharge(stripe, request as Stripe.PaymentIntentCreateParams)
    if (kind === 'refund') return recallRefund({ stripe, store, restored_ms }, request as Stripe.RefundCreateParams)
    // Captures and cancels leave the intent in a state that refuses them again, and that says what became of it.
    return undefined
  }
}
