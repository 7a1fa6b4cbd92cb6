import type { Payment, PaymentError } from '@tradewind/contracts/payments.ts'
import { AppError, unavailable } from '@tradewind/service/app-error.ts'
import type { Taken } from '../use-cases/taking.ts'

/** 201 settled, 202 when the outcome is not known yet. @throws AppError `card_declined`, `gateway_unavailable` … */
export function statusOf({ payment, sent }: Taken): 201 | 202 {
  if (payment.status === 'failed') throw toRefusal(payment)
  if (payment.status !== 'processing') return 201
  if (!sent) throw unavailable('gateway_unavailable', 'The card gateway does not answer; try again with the same key.')
  return 202
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
