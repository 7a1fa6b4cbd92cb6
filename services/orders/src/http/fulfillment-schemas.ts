import { FulfillmentState } from '@tradewind/contracts/orders.ts'
import { Type } from 'typebox'

const STATE = `(${FulfillmentState.enum.join('|')})`

export const FulfillmentParams = Type.Object({ id: Type.String({ maxLength: 64 }) })

export const WorkListQuery = Type.Object(
  {
    status: Type.Optional(
      Type.String({
        pattern: `^${STATE}(,${STATE})*$`,
        'x-code': 'invalid_value',
        description: `must be of ${FulfillmentState.enum.join(', ')}; several by comma; else what is still to be done`,
      }),
    ),
    picker: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(Type.String({ maxLength: 200, description: 'next_cursor of the page before' })),
  },
  { additionalProperties: false },
)
