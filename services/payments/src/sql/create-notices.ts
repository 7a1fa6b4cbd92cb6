import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { Notices } from '../notice-deps.ts'
import { createEventStore } from './event-store.ts'
import { createNoticeStore } from './notice-store.ts'

export const createNotices = (database: SqlDatabase<unknown>): Pick<Notices, 'notices' | 'events'> => ({
  notices: createNoticeStore(database),
  events: createEventStore(database),
})
