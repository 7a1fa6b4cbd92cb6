import { AppError } from '@tradewind/service/app-error.ts'
import { awaitsCharge } from '../domain/effects.ts'
import type { StoredOrder } from '../domain/order.ts'

/**
 * The status of an answer to a create or its replay: 202 while the outcome of the charge is to come, else 201.
 * @throws `payment_declined`: the order is there and can be paid another way
 */
export function statusOfCreate(order: StoredOrder, client_secret: string): 201 | 202 {
  if (awaitsCharge(order)) return 202
  if (order.payment_status === 'failed') throw declined(order, client_secret)
  return 201
}

function declined(order: StoredOrder, client_secret: string): AppError {
  const error = order.payments.at(-1)?.last_error
  const extra = {
    order_id: order.id,
    decline_code: error?.decline_code ?? null,
    payment_error: error ?? null,
    client_secret,
  }
  return new AppError('declined', 'payment_declined', error?.message ?? 'The payment was declined.', { extra })
}
