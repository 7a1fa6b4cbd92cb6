import { toUnavailable } from '@tradewind/sql/sql-errors.ts'
import type { SqliteFile } from '@tradewind/sql/sqlite-file.ts'
import type { FeedEvent } from '../domain/order.ts'
import type { EventStore } from '../event-deps.ts'
import { indexTerms, isBehind } from './index-terms.ts'

type EventRow = Omit<FeedEvent, 'data'> & { data: string }

/** The feed in an order's own file: the write that adds an event gives it its position, so there is nothing to relay. */
export function createSqliteEventStore(file: SqliteFile): EventStore {
  const bounded = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw toUnavailable(error)
    }
  }
  return {
    behind: () => bounded(() => isBehind(file.read)),
    relay: () => bounded(() => indexTerms(file)),
    read: ({ after, limit }) =>
      bounded(() => {
        const sql = 'SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?'
        return file.read.all<EventRow>(sql, [after, limit]).map(toEvent)
      }),
    ends: () =>
      bounded(() => {
        const sql = 'SELECT (SELECT MIN(position) FROM events) AS oldest, (SELECT MAX(position) FROM events) AS newest'
        const ends = file.read.get<{ oldest: number | null; newest: number | null }>(sql)
        return { oldest: ends?.oldest ?? 0, newest: ends?.newest ?? 0 }
      }),
    deleteOld: ({ made_before, limit }) =>
      bounded(() => file.write((statements) => statements.run(DELETE_OLD, [limit, made_before]).changes)),
  }
}

/** The newest stays: the next position is counted from it. */
const DELETE_OLD = `DELETE FROM events WHERE position IN (SELECT position FROM events ORDER BY position LIMIT ?)
  AND created_at < ? AND position < (SELECT MAX(position) FROM events)`

const toEvent = ({ data, ...event }: EventRow): FeedEvent => ({ ...event, data: JSON.parse(data) as FeedEvent['data'] })
