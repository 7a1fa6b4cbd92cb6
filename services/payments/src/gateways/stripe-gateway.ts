import type Stripe from 'stripe'
import type { Gateway } from '../deps.ts'
import type { AttemptKind } from '../domain/attempt.ts'
import type { Outcome } from '../domain/outcome.ts'
import { actOnIntent } from './act-on-intent.ts'
import { createIntent } from './create-intent.ts'
import { createRefund } from './create-refund.ts'
import { lookUp } from './look-up.ts'
import type { Send } from './send.ts'
import { findMoneyFault } from './stripe-amounts.ts'
import { toParams } from './to-params.ts'
import { undoCharge } from './undo-charge.ts'

type Sender = (stripe: Stripe, send: Send) => Promise<Outcome>

const SENDERS: Record<AttemptKind, Sender> = {
  charge: createIntent,
  capture: (stripe, send) => actOnIntent(stripe, { ...send, kind: 'capture' }),
  cancel: (stripe, send) => actOnIntent(stripe, { ...send, kind: 'cancel' }),
  confirm: (stripe, send) => actOnIntent(stripe, { ...send, kind: 'confirm' }),
  refund: createRefund,
  undo: undoCharge,
}

/** Stripe, or what speaks like it. */
export function createStripeGateway(stripe: Stripe): Gateway {
  return {
    name: 'stripe',
    findMoneyFault,
    toRequest: (asked) => JSON.stringify(toParams(asked)),
    send: ({ kind, ...send }) => SENDERS[kind](stripe, send),
    lookUp: (asked) => lookUp(stripe, asked),
  }
}
