import type { OrderRequest } from '@tradewind/contracts/orders.ts'
import { createIds } from '@tradewind/service/ids.ts'
import { createOrder } from '../src/domain/create-order.ts'
import type { Effect, StoredOrder } from '../src/domain/order.ts'
import { toRequest } from './order-request.ts'

export const AT = '2026-01-01T00:00:00.000Z'
const newId = createIds(() => Date.parse(AT))
export const occasion = { at: AT, newId }

interface Asked {
  client_id?: string
  idempotency_key?: string
}

/** A new order as the domain makes it, under a key of its own unless `asked` gives one. */
export function newOrder(request: OrderRequest = toRequest(), asked: Asked = {}): StoredOrder {
  const key = { client_id: 'admin', idempotency_key: newId('key'), request_hash: 'hash', ...asked }
  return createOrder(request, { number: 100_001, asked: key, occasion })
}

export function effectOf<Type extends Effect['type']>(order: StoredOrder, type: Type): Extract<Effect, { type: Type }> {
  const effect = order.effects.find((one): one is Extract<Effect, { type: Type }> => one.type === type)
  if (!effect) throw new Error(`the order has no effect ${type}`)
  return effect
}

export const typesOf = (events: { type: string }[]): string[] => events.map(({ type }) => type)
