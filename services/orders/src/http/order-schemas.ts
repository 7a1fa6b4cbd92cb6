import { Type } from 'typebox'

const CLOSED = { additionalProperties: false }

/** Documentation: both are read, and refused, by their own readers. */
export const CreateHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: 'Required. The same key again answers the same order.' }),
  ),
  prefer: Type.Optional(Type.String({ description: 'wait=N (at most 10 s) or respond-async' })),
})

export const OrderParams = Type.Object({ id: Type.String({ maxLength: 64 }) })

export const ReadQuery = Type.Object({ client_secret: Type.Optional(Type.String({ maxLength: 200 })) }, CLOSED)
