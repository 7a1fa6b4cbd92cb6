import type { FeedEvent } from '../domain/order.ts'

/** An event's position is its key: no two events can have the same one. */
export type FedEvent = Omit<FeedEvent, 'position'> & { _id: number }
