import type Stripe from 'stripe'
import { GENERIC_DECLINE } from '../domain/decline.ts'
import { toCardError } from '../domain/decline-charge.ts'
import { GatewayError } from '../domain/gateway-error.ts'
import { findTestMethod, type TestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'

interface Asked {
  what: NonNullable<TestMethod['declines']>
  intent: Stripe.PaymentIntent
  charge: Stripe.Charge
}

/** @throws GatewayError 402 where the card is one of which this is declined; what is authorized stays so */
export function declineOnHold(writes: GatewayWrites, { what, intent, charge }: Asked): void {
  const method = findTestMethod(charge.payment_method ?? '')
  if (method?.declines !== what) return
  if (method.strikes_once && !writes.markStruck({ name: method.id }, charge.metadata.order_id ?? charge.id)) return
  throw new GatewayError(402, {
    ...toCardError(GENERIC_DECLINE, { charge, card: method.card }),
    payment_intent: intent,
  })
}
