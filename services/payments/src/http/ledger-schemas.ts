import { id, nullable, timestamp } from '@tradewind/contracts/text.ts'
import { Type } from 'typebox'
import { ACCOUNTS } from '../domain/ledger.ts'

const direction = Type.Enum(['debit', 'credit'])
const amount = Type.Integer({ description: 'minor units' })

export const EntryQuery = Type.Object(
  {
    account: Type.Optional(Type.Enum(ACCOUNTS)),
    payment_id: Type.Optional(id('pay')),
    transaction_id: Type.Optional(id('ltx')),
    'created_at[gte]': Type.Optional(timestamp),
    'created_at[lt]': Type.Optional(timestamp),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(id('le')),
  },
  { additionalProperties: false },
)

export const EntriesPage = Type.Object({
  data: Type.Array(
    Type.Object({
      id: id('le'),
      transaction_id: id('ltx'),
      payment_id: nullable(Type.String()),
      account: Type.String(),
      direction,
      amount,
      currency: Type.String(),
      created_at: Type.String(),
    }),
  ),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String({ description: 'goes back in as `after`' })),
})

export const AccountList = Type.Object({
  data: Type.Array(
    Type.Object({
      account: Type.String(),
      grows_by: direction,
      currency: Type.String(),
      debits: amount,
      credits: amount,
      balance: Type.Integer({ description: 'on the side the account grows by' }),
    }),
  ),
})
