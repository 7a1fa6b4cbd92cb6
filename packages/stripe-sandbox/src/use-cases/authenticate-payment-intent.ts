import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { failAuthentication } from '../domain/fail-authentication.ts'
import { findTestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { confirm } from './confirm.ts'
import { emitEvents } from './emit-events.ts'

interface Authentication {
  id: string
  said: 'yes' | 'no'
}

/**
 * What the card's holder said, on the 3-D Secure page. Answers the intent as it is then; undefined when there is none.
 * Said twice, only the first counts.
 */
export async function authenticatePaymentIntent(
  context: Context,
  { id, said }: Authentication,
): Promise<Stripe.PaymentIntent | undefined> {
  return context.store.write((writes) => {
    const known = writes.find('payment_intent', id)
    if (known?.status !== 'requires_action') return known
    if (said === 'yes') goOn(context, writes, known)
    else giveUp(context, writes, known)
    return writes.find('payment_intent', id)
  })
}

function goOn(context: Context, writes: GatewayWrites, intent: Stripe.PaymentIntent): void {
  const method = findTestMethod(String(intent.payment_method))
  if (!method) throw new Error(`the payment method of ${intent.id} is not known`)
  const asked = { method, return_url: null, use_stripe_sdk: false, unattended: false, base_url: '' }
  const confirming = { ...asked, is_authenticated: true }
  confirm(context, {
    writes,
    call: undefined,
    intent,
    confirming,
    save: ({ text }) => writes.updateIntent(intent.id, text),
  })
}

function giveUp(context: Context, writes: GatewayWrites, intent: Stripe.PaymentIntent): void {
  const text = JSON.stringify(failAuthentication(intent))
  writes.updateIntent(intent.id, text)
  const payment_method = intent.payment_method as string | null
  const events = [{ type: 'payment_intent.payment_failed' as const, text }]
  emitEvents(context, { writes, call: undefined, payment_method, events })
}
