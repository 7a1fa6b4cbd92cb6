import { Type } from 'typebox'

/** Documentation: both are read, and refused, by their own readers. */
export const CommandHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ description: 'Required. The same key again answers the order as it is now.' }),
  ),
  prefer: Type.Optional(Type.String({ description: 'wait=N (at most 10 s) or respond-async' })),
})
