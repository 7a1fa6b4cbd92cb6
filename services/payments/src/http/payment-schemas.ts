import { Payment } from '@tradewind/contracts/payments.ts'
import { id } from '@tradewind/contracts/text.ts'
import { Type } from 'typebox'

export const PaymentPath = Type.Object({ id: Type.String({ maxLength: 40 }) })

export const PaymentQuery = Type.Object(
  {
    order_id: id('ord'),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(id('pay')),
  },
  { additionalProperties: false },
)

export const RefundQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(id('re')),
  },
  { additionalProperties: false },
)

export const PaymentPage = Type.Object({
  data: Type.Array(Payment),
  has_more: Type.Boolean(),
  next_cursor: Type.Union([Type.String(), Type.Null()], { description: 'goes back in as `after`' }),
})
