import { AppError } from '@tradewind/service/app-error.ts'
import type { StoredOrder } from '../order.ts'

export type Fulfillment = StoredOrder['fulfillments'][number]

/** Units of one line. */
export interface Units {
  id: string
  quantity: number
}

const IN_HOUSE: ReadonlySet<Fulfillment['status']> = new Set(['pending', 'picking', 'packed'])
const SENT: ReadonlySet<Fulfillment['status']> = new Set(['shipped', 'delivered', 'returned'])

/** Still in the warehouse. */
export const isInHouse = ({ status }: Fulfillment): boolean => IN_HOUSE.has(status)

/** Has left the warehouse, whatever became of it then. */
export const isSent = ({ status }: Fulfillment): boolean => SENT.has(status)

export const hasShipped = ({ fulfillments }: StoredOrder): boolean => fulfillments.some(isSent)

/** @throws `fulfillment_not_found` */
export function findFulfillment({ fulfillments }: StoredOrder, fulfillment_id: string): Fulfillment {
  const found = fulfillments.find(({ id }) => id === fulfillment_id)
  if (!found) throw new AppError('not_found', 'fulfillment_not_found', `There is no fulfillment ${fulfillment_id}.`)
  return found
}

export function replaceFulfillment(order: StoredOrder, changed: Fulfillment): StoredOrder {
  const fulfillments = order.fulfillments.map((fulfillment) => (fulfillment.id === changed.id ? changed : fulfillment))
  return { ...order, fulfillments }
}

/** @throws `invalid_state` */
export function requireStatus(fulfillment: Fulfillment, allowed: Fulfillment['status'][], todo: string): void {
  const { status } = fulfillment
  if (allowed.includes(status)) return
  const detail = `A fulfillment that is ${status} cannot be ${todo}; it must be ${allowed.join(' or ')}.`
  throw new AppError('conflict', 'invalid_state', detail, { extra: { fulfillment_status: status } })
}
