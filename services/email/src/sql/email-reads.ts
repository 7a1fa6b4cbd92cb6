import type { SqlDatabase } from '@tradewind/sql/database.ts'
import type { EmailStore } from '../deps.ts'
import { fromEmailRow } from './email-row.ts'
import type { Tables } from './tables.ts'

type Reads = Pick<EmailStore, 'find' | 'findByKey' | 'list' | 'findContent' | 'countUnfinished'>

export function createEmailReads(database: SqlDatabase<Tables>): Reads {
  return {
    async find(id) {
      const row = await database.read((connection) =>
        connection.selectFrom('emails').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row && fromEmailRow(row)
    },

    async findByKey(client_id, idempotency_key) {
      const row = await database.read((connection) =>
        connection
          .selectFrom('emails')
          .selectAll()
          .where((is) => is.and({ client_id, idempotency_key }))
          .executeTakeFirst(),
      )
      return row && fromEmailRow(row)
    },

    async list({ reference, after, limit }) {
      const rows = await database.read((connection) => {
        let query = connection.selectFrom('emails').selectAll().orderBy('id', 'desc').limit(limit)
        if (reference !== undefined) query = query.where('reference', '=', reference)
        if (after !== undefined) query = query.where('id', '<', after)
        return query.execute()
      })
      return rows.map(fromEmailRow)
    },

    findContent: (email_id) =>
      database.read((connection) =>
        connection
          .selectFrom('email_contents')
          .select(['subject', 'html', 'text', 'eml'])
          .where('email_id', '=', email_id)
          .executeTakeFirst(),
      ),

    async countUnfinished() {
      const rows = await database.read((connection) =>
        connection
          .selectFrom('emails')
          .select((row) => ['status', row.fn.countAll().as('count'), row.fn.min('next_at').as('oldest_at')])
          .where('next_at', 'is not', null)
          .groupBy('status')
          .execute(),
      )
      return rows.map(({ status, count, oldest_at }) => ({ status, count: Number(count), oldest_at: oldest_at ?? '' }))
    },
  }
}
