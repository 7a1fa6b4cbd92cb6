import type { App } from '@tradewind/service/create-app.ts'
import type { Deps } from '../deps.ts'
import { AccountList, EntriesPage, EntryQuery } from './ledger-schemas.ts'
import { toPage } from './to-page.ts'
import { toUtc } from './to-utc.ts'

const read = { scope: 'payments:read' }

/** The books, to read. */
export async function ledgerRoutes(app: App, { deps }: { deps: Pick<Deps, 'ledger'> }): Promise<void> {
  app.get('/ledger/accounts', { config: read, schema: { response: { 200: AccountList } } }, async () => {
    const accounts = await deps.ledger.listAccounts()
    const data = accounts.map(({ account, grows_by, currency, debits, credits }) => {
      const balance = grows_by === 'debit' ? debits - credits : credits - debits
      return { account, grows_by, currency, debits, credits, balance }
    })
    return { data }
  })

  app.get(
    '/ledger/entries',
    { config: read, schema: { querystring: EntryQuery, response: { 200: EntriesPage } } },
    async ({ query }) => {
      const { account, payment_id, transaction_id, limit, after: before_id } = query
      const [from, until] = [toUtc(query['created_at[gte]']), toUtc(query['created_at[lt]'])]
      const asked = { account, payment_id, transaction_id, from, until, before_id, limit: limit + 1 }
      return toPage(await deps.ledger.listEntries(asked), limit)
    },
  )
}
