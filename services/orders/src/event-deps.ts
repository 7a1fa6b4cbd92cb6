import type { FeedEvent } from './domain/order.ts'

/** Every order's events in one row, each with its position: none is skipped, and none ever moves or comes before another. */
export interface EventStore {
  /** Whether `relay` has anything to do; cheap. */
  behind(): Promise<boolean>
  /**
   * Gives new events their positions and makes their orders findable by search; true when there is more to do. Right
   * whoever runs it and however many do; one at a time wastes nothing.
   */
  relay(): Promise<boolean>
  /** In the order of positions, those behind `after`. */
  read(page: { after: number; limit: number }): Promise<FeedEvent[]>
  /** Positions of the oldest event that is kept and of the newest; 0 and 0 before there is any. */
  ends(): Promise<{ oldest: number; newest: number }>
  /** Deletes up to `limit` of the oldest, if made before `made_before` (RFC 3339); never the newest. How many went. */
  deleteOld(old: { made_before: string; limit: number }): Promise<number>
}

/** New events as this replica hears of them: those behind position `from`, in order. */
export interface FeedBatch {
  from: number
  events: FeedEvent[]
  /** The same as server-sent events, made once for all who get it. */
  text: string
}

/** Who listens on this replica. Both are called at once, and must not throw. */
export interface FeedListener {
  hear(batch: FeedBatch): void
  /** Nothing has happened for a while. */
  beat(): void
  /** This replica is going. */
  end(): void
}

/** Tells many of new events by one look at the feed. */
export interface EventHub {
  /**
   * Whoever has all events up to `position` hears of every later one; `leave` ends it. Undefined where more than those were
   * told already: read on from there and join again.
   */
  join(listener: FeedListener, position: number): { leave(): void } | undefined
}
