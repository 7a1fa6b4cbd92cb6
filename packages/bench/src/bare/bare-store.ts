import type { StatementCounts } from '@tradewind/sql/statement-counts.ts'

/** One table of texts by id; every answer means: on disk. */
export interface BareStore {
  insert(id: string, body: string): Promise<void>
  update(id: string, body: string): Promise<void>
  counts: StatementCounts
}
