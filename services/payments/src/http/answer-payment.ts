import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import { AppError, unavailable } from '@tradewind/service/app-error.ts'
import type { Command } from '../domain/decide-command.ts'
import { invalidState } from '../domain/decide-command.ts'
import type { Taken } from '../use-cases/taking.ts'

/** 201 settled, 202 when the outcome is not known yet. @throws AppError `card_declined`, `gateway_unavailable` … */
export function statusOfCharge({ payment, sent }: Taken): 201 | 202 {
  if (payment.status === 'failed') throw toRefusal(payment)
  if (payment.status !== 'processing') return 201
  return statusOfUnknown(sent)
}

/** 200 done, 202 as above. @throws AppError `invalid_state`, `payment_refused`, `gateway_unavailable` */
export function statusOfCommand({ payment, sent }: Taken, kind: Command['kind']): 200 | 202 {
  if (kind === 'confirm') return 200
  if (payment.status === 'processing') return statusOfUnknown(sent)
  if (payment.status === (kind === 'capture' ? 'succeeded' : 'canceled')) return 200
  if (kind === 'cancel' && payment.status === 'failed') return 200
  if (payment.status === 'requires_capture' && payment.last_error) throw toRefusal(payment)
  throw invalidState(payment, kind === 'capture' ? 'captured' : 'canceled')
}

/** 201 ended, 202 as above. @throws AppError `gateway_unavailable` */
export function statusOfRefund({ refund, sent }: Taken): 201 | 202 {
  return refund?.status === 'processing' ? statusOfUnknown(sent) : 201
}

function statusOfUnknown(sent: boolean): 202 {
  if (sent) return 202
  throw unavailable('gateway_unavailable', 'The card gateway does not answer; try again with the same key.')
}

function toRefusal({ id: payment_id, last_error }: Payment): AppError {
  const { code, decline_code, advice_code, message } = last_error ?? UNNAMED
  const isDeclined = decline_code !== null
  return new AppError('declined', isDeclined ? 'card_declined' : 'payment_refused', message, {
    extra: { payment_id, decline_code: decline_code ?? code, advice_code, message },
  })
}

const UNNAMED: PaymentError = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  advice_code: null,
  message: 'The payment failed.',
}
