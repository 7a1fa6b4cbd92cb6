import { AppError } from '@tradewind/service/app-error.ts'
import { awaitsCharge } from '../domain/effects.ts'
import type { StoredOrder } from '../domain/order.ts'

/**
 * The status of an answer to a create or its replay: 202 while the outcome of the charge is to come, else 201.
 * @throws `payment_declined`: the order is there and can be paid another way
 */
export const statusOfCreate = (order: StoredOrder, client_secret: string): 201 | 202 =>
  statusOfPayment(order, { client_secret })

/** As of a create, without the secret that only a create answers. @throws `payment_declined` */
export function statusOfPayment(order: StoredOrder, more: Record<string, unknown> = {}): 201 | 202 {
  if (awaitsCharge(order)) return 202
  if (order.status === 'pending' && order.payment_status === 'failed') throw declined(order, more)
  return 201
}

function declined(order: StoredOrder, more: Record<string, unknown>): AppError {
  const error = order.payments.at(-1)?.last_error
  const extra = {
    order_id: order.id,
    decline_code: error?.decline_code ?? null,
    payment_error: error ?? null,
    ...more,
  }
  return new AppError('declined', 'payment_declined', error?.message ?? 'The payment was declined.', { extra })
}
