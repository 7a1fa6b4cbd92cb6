import { Order } from '@tradewind/contracts/orders.ts'
import type { StoredOrder } from './order.ts'

/** The three axes of an order's state; any of the given values will do. */
export const AXES = ['status', 'payment_status', 'fulfillment_status'] as const
export type Axis = (typeof AXES)[number]

/** Every value of each axis. */
export const VALUES: Record<Axis, readonly string[]> = {
  status: Order.properties.status.enum,
  payment_status: Order.properties.payment_status.enum,
  fulfillment_status: Order.properties.fulfillment_status.enum,
}

/** Which orders are meant; all that is given must hold. */
export interface OrderFilter extends Partial<Record<Axis, string[]>> {
  number?: number
  external_reference?: string
  customer_id?: string
  /** In lower case, as `toEmailKey` makes it. */
  email?: string
  /** What was searched for, as `toWords` makes it: an order must have each as one of its search terms. */
  words?: string[]
  /** Ids: from this one on, and before that one. An order's time is in its id. */
  from_id?: string
  before_id?: string
}

export interface Sort {
  by: 'created_at' | 'total' | 'number'
  direction: 'asc' | 'desc'
}

/** A place in a sorted list: what is sorted by and, where two are equal there, the id. */
export interface Position {
  id: string
  /** The order's `total` or `number`; nothing where the id itself is sorted by. */
  value?: number
}

export interface OrderQuery {
  filter: OrderFilter
  sort: Sort
  /** The list goes on right behind it. */
  after?: Position
  limit: number
}

/** A piece of a list. */
export interface OrderSlice {
  orders: StoredOrder[]
  /** Where the list goes on, if it does; there may be one behind fewer orders than asked for, or none at all. */
  next?: Position
}

/** How two places follow one another. */
export function comparePositions({ by, direction }: Sort): (a: Position, b: Position) => number {
  const sign = direction === 'asc' ? 1 : -1
  const compareIds = (a: Position, b: Position) => (a.id < b.id ? -1 : Number(a.id > b.id))
  if (by === 'created_at') return (a, b) => sign * compareIds(a, b)
  return (a, b) => sign * ((a.value ?? 0) - (b.value ?? 0) || compareIds(a, b))
}

export const positionOf = (order: Pick<StoredOrder, 'id' | 'total' | 'number'>, { by }: Sort): Position =>
  by === 'created_at' ? { id: order.id } : { id: order.id, value: order[by] }

/** The same mailbox however it was typed. */
export const toEmailKey = (email: string): string => email.trim().toLowerCase()
