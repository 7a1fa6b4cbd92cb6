import { type Connection, marks, run } from '@tradewind/sql/statement.ts'
import type { StoredEvent } from '../domain/payment-event.ts'

const INSERT = `INSERT INTO payment_events
  (id, type, payment_id, order_id, object_id, next_at, tries, created_at) VALUES`

export async function insertEvents(connection: Connection, events: StoredEvent[]): Promise<void> {
  if (events.length === 0) return
  const values = events.flatMap(({ id, type, payment_id, order_id, object_id, next_at, created_at }) => {
    return [id, type, payment_id, order_id, object_id, next_at, 0, created_at]
  })
  await run(connection, `${INSERT} ${events.map(() => marks(8)).join(', ')}`, values)
}
