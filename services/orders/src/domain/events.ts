import type { Occasion, OrderEventType, StoredOrder } from './order.ts'

/** Appends to the order's history, in the write that makes it true. */
export function addEvent(
  order: StoredOrder,
  type: OrderEventType,
  { at, newId }: Occasion,
  data: Record<string, unknown> = {},
): StoredOrder {
  const event = { id: newId('evt'), type, created_at: at, sequence: order.events.length + 1, data }
  return { ...order, events: [...order.events, event] }
}
