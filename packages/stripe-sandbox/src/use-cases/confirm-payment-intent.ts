import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { assertConfirmable } from '../domain/confirm-payment-intent.ts'
import { createInvalidRequest, createMissing } from '../domain/gateway-error.ts'
import { findTestMethod, type TestMethod } from '../domain/test-method.ts'
import type { GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { chargeWithFaults } from './charge-with-faults.ts'
import { type Confirming, confirm } from './confirm.ts'

interface ConfirmRequest extends Omit<Confirming, 'method'> {
  id: string
  /** undefined takes the one the intent already has. */
  method: TestMethod | undefined
  capture_method: Stripe.PaymentIntent['capture_method'] | undefined
}

/** Confirms an existing PaymentIntent with the given payment method or its own. */
export async function confirmPaymentIntent(context: Context, call: Call, asked: ConfirmRequest): Promise<Answer> {
  return answerOnce(context, call, () => {
    // Read ahead of the unit only to learn which fault is meant; the unit reads and checks the intent itself.
    const known = context.store.read.find('payment_intent', asked.id)
    return chargeWithFaults(context, {
      call,
      fault: (asked.method ?? findOwnMethod(known))?.fault,
      scope: known?.metadata.order_id ?? call.key ?? call.request_id,
      check: (writes) => void loadConfirmable(writes, asked),
      execute: (writes) => {
        const { intent, method } = loadConfirmable(writes, asked)
        const save = (row: { text: string }) => writes.updateIntent(intent.id, row.text)
        return confirm(context, { writes, call, intent, confirming: { ...asked, method }, save })
      },
    })
  })
}

function loadConfirmable(writes: GatewayWrites, asked: ConfirmRequest) {
  const found = writes.find('payment_intent', asked.id)
  if (!found) throw createMissing('payment_intent', { id: asked.id, param: 'intent' })
  assertConfirmable(found)
  const method = asked.method ?? findOwnMethod(found)
  if (!method) throw createMethodMissing(found)
  const intent = asked.capture_method ? { ...found, capture_method: asked.capture_method } : found
  return { intent, method }
}

function findOwnMethod(intent: Stripe.PaymentIntent | undefined): TestMethod | undefined {
  return typeof intent?.payment_method === 'string' ? findTestMethod(intent.payment_method) : undefined
}

function createMethodMissing(intent: Stripe.PaymentIntent) {
  const message =
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method."
  return createInvalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent })
}
