import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import { createIds } from '@tradewind/service/ids.ts'
import { createOrder } from '../../../../services/orders/src/domain/create-order.ts'
import type { StoredOrder } from '../../../../services/orders/src/domain/order.ts'

const BEGAN_MS = Date.UTC(2026, 0, 1)
const STEP_MS = 1_000

type State = Pick<StoredOrder, 'status' | 'payment_status' | 'fulfillment_status'>

const DELIVERED: State = { status: 'completed', payment_status: 'captured', fulfillment_status: 'delivered' }
/** Of 40 orders of a shop that has been open for a while; all others are delivered. */
const OTHERS: State[] = [
  { status: 'confirmed', payment_status: 'captured', fulfillment_status: 'unfulfilled' },
  { status: 'confirmed', payment_status: 'authorized', fulfillment_status: 'in_progress' },
  { status: 'completed', payment_status: 'partially_refunded', fulfillment_status: 'delivered' },
  { status: 'completed', payment_status: 'refunded', fulfillment_status: 'returned' },
  { status: 'canceled', payment_status: 'refunded', fulfillment_status: 'unfulfilled' },
  { status: 'failed', payment_status: 'failed', fulfillment_status: 'unfulfilled' },
  { status: 'pending', payment_status: 'requires_action', fulfillment_status: 'unfulfilled' },
]

/** Orders one second apart, oldest first: ten a customer, some hundred SKUs, a few names. */
export function* generateOrders(count: number): Generator<StoredOrder> {
  let nth = 0
  const now = () => BEGAN_MS + nth * STEP_MS
  const newId = createIds(now)
  for (; nth < count; nth += 1) {
    const asked = { client_id: 'admin', idempotency_key: `k${nth}`, request_hash: 'hash' }
    const occasion = { at: new Date(now()).toISOString(), newId }
    const order = createOrder(toRequest(nth, count), { number: 100_001 + nth, asked, occasion })
    yield { ...order, ...(OTHERS[nth % 40] ?? DELIVERED), effects: [] }
  }
}

function toRequest(nth: number, count: number): OrderRequest {
  const who = (nth * 7_919) % Math.ceil(count / 10)
  const customer = { id: `cus_${who}`, email: `c${who}@example.com`, name: `${nth % 2 ? 'Ada' : 'Bob'} ${who % 900}` }
  const line_items = [
    { sku: `MUG-${nth % 100}`, title: 'Mug', quantity: 2, unit_price: 1_000 + ((nth * 31) % 5_000) },
    { sku: 'TEA', title: 'Tea, 100 g', quantity: 1, unit_price: 900 },
  ]
  return { currency: 'USD', customer, line_items, external_reference: `web-${nth}` }
}
