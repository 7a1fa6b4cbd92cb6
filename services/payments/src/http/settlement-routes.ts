import { Readable } from 'node:stream'
import { timestamp } from '@tradewind/contracts/text.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { stringify } from 'csv-stringify'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { listSettlements } from '../use-cases/list-settlements.ts'
import { toUtc } from './to-utc.ts'

const COLUMNS = [
  'payout_ref',
  'paid_out_at',
  'type',
  'balance_transaction',
  'payment_id',
  'gateway_ref',
  'charge_ref',
  'currency',
  'amount',
  'fee',
  'net',
  'created_at',
]

const SettlementQuery = Type.Object(
  { 'created_at[gte]': Type.Optional(timestamp), 'created_at[lt]': Type.Optional(timestamp) },
  { additionalProperties: false },
)

/** What the gateway has paid out, for the accountant. Amounts in minor units. */
export async function settlementRoutes(app: App, { deps }: { deps: Pick<Deps, 'balance'> }): Promise<void> {
  app.get(
    '/settlements.csv',
    { config: { scope: 'payments:read' }, schema: { querystring: SettlementQuery } },
    async ({ query }, reply) => {
      const range = { from: toUtc(query['created_at[gte]']), until: toUtc(query['created_at[lt]']) }
      const lines = Readable.from(listSettlements(deps.balance, range)).map(toRecord)
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="settlements.csv"')
      return reply.send(lines.pipe(stringify({ header: true, columns: COLUMNS })))
    },
  )
}

const toRecord = ({ id, ...line }: { id: string }) => ({ ...line, balance_transaction: id })
