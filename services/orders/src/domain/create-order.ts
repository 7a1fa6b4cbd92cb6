import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import { AppError } from '@tradewind/service/app-error.ts'
import { timeOfId } from '@tradewind/service/ids.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import { addCharge } from './add-charge.ts'
import { confirm } from './confirm.ts'
import { addEffect } from './effects.ts'
import { addEvent } from './events.ts'
import type { Occasion, StoredOrder } from './order.ts'
import { computeTotals, findAmountFaults, totalOfLine } from './totals.ts'

/** Who asks, and how a repeat of it is known. */
interface Asked {
  client_id: string
  idempotency_key: string
  request_hash: string
}

/**
 * The new order with all that must follow. One that costs nothing is confirmed at once.
 * @throws `validation_failed`, `totals_mismatch`
 */
export function createOrder(
  request: OrderRequest,
  { number, asked, occasion, expires_at }: { number: number; asked: Asked; occasion: Occasion; expires_at?: string },
): StoredOrder {
  refuseWrongAmounts(request)
  const created = addEvent(toOrder(request, { number, asked, occasion }), 'order.created', occasion)
  if (created.total === 0) return confirm({ ...created, payment_status: 'captured' }, occasion)
  const charged = request.payment ? addCharge(created, request.payment, occasion) : created
  if (expires_at === undefined) return charged
  return addEffect(charged, { type: 'expire_payment', payload: {}, next_at: expires_at }, occasion)
}

function refuseWrongAmounts(request: OrderRequest): void {
  const faults = findAmountFaults(request)
  if (faults.length > 0) {
    throw new AppError('invalid', 'validation_failed', 'The request has faults; see errors.', { faults })
  }
  const { total } = computeTotals(request)
  if (request.total === undefined || request.total === total) return
  const fault = { pointer: '/total', code: 'totals_mismatch', detail: `must be ${total}` }
  throw new AppError('invalid', 'totals_mismatch', `The lines add up to ${total}.`, {
    faults: [fault],
    extra: { total },
  })
}

function toOrder(
  request: OrderRequest,
  { number, asked, occasion }: { number: number; asked: Asked; occasion: Occasion },
): StoredOrder {
  const { payment: _, total: __, line_items, ...given } = request
  const totals = computeTotals(request)
  const id = occasion.newId('ord')
  // The time in the id, so that to sort by either is the same.
  const at = toTimestamp(timeOfId(id))
  return {
    ...given,
    ...totals,
    id,
    number,
    revision: 1,
    version: 1,
    created_at: at,
    updated_at: at,
    status: 'pending',
    payment_status: 'pending',
    fulfillment_status: 'unfulfilled',
    captured_total: 0,
    refunded_total: 0,
    balance: totals.total,
    locale: request.locale ?? 'en',
    metadata: request.metadata ?? {},
    line_items: line_items.map((line) => toLineItem(line, occasion)),
    payments: [],
    refunds: [],
    fulfillments: [],
    ...asked,
    commands: [],
    payment_versions: {},
    events: [],
    effects: [],
  }
}

function toLineItem(line: OrderRequest['line_items'][number], { newId }: Occasion): StoredOrder['line_items'][number] {
  return {
    id: newId('li'),
    discount_total: 0,
    tax_total: 0,
    ...line,
    total: totalOfLine(line),
    fulfilled_quantity: 0,
    refunded_quantity: 0,
  }
}
