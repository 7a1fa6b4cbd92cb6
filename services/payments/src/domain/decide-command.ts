import type { Payment } from '@tradewind/contracts/payments.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { changed } from './apply-intent.ts'

/** What can be asked of a payment that exists. Amounts in minor units. */
export type Command = { kind: 'capture'; amount?: number } | { kind: 'cancel' } | { kind: 'confirm' }

/** `done`: the payment is there already, nothing is to be asked of the gateway. */
export type Decision = { kind: 'done' } | { kind: 'ask'; payment: Payment }

/**
 * Whether the payment's state allows the command, and the payment while the gateway is asked.
 * @throws AppError `invalid_state`, `amount_exceeds_capturable`
 */
export function decideCommand(payment: Payment, command: Command, now: number): Decision {
  switch (command.kind) {
    case 'capture':
      return decideCapture(payment, command.amount, now)
    case 'cancel':
      return decideCancel(payment, now)
    case 'confirm':
      return payment.status === 'requires_action' ? ask(payment, now) : { kind: 'done' }
    default:
      return command satisfies never
  }
}

function decideCapture(payment: Payment, amount: number | undefined, now: number): Decision {
  const { status, amount_capturable } = payment
  if (status !== 'requires_capture') throw invalidState(payment, 'captured')
  if (amount === undefined || amount <= amount_capturable) return ask(payment, now)
  const detail = `No more than ${amount_capturable} can be captured.`
  throw new AppError('invalid', 'amount_exceeds_capturable', detail, {
    faults: [{ pointer: '/amount', code: 'amount_exceeds_capturable', detail }],
    extra: { amount_capturable },
  })
}

function decideCancel(payment: Payment, now: number): Decision {
  const { status } = payment
  if (status === 'canceled' || status === 'failed') return { kind: 'done' }
  if (status === 'requires_capture' || status === 'requires_action') return ask(payment, now)
  throw invalidState(payment, 'canceled')
}

const ask = (payment: Payment, now: number): Decision => ({
  kind: 'ask',
  payment: { ...changed(payment, now), status: 'processing', last_error: null },
})

/** The payment is where `done` ("captured", "canceled", "refunded") is not possible. */
export function invalidState({ id: payment_id, status }: Payment, done: string): AppError {
  const detail = `A payment that is ${status} cannot be ${done}.`
  return new AppError('conflict', 'invalid_state', detail, { extra: { payment_id, payment_status: status } })
}
