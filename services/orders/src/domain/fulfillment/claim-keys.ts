import type { CommandKey, StoredOrder } from '../order.ts'

/** The command that finds its order by itself: its key must be found, and be unique, without an order's id. */
export const CLAIM_NEXT = 'fulfillment.claim_next'

type Key = Pick<CommandKey, 'client_id' | 'idempotency_key'>

/** One text of both. */
export const toClaimKey = ({ client_id, idempotency_key }: Key): string => JSON.stringify([client_id, idempotency_key])

/** Keys under which the order was claimed as the next one. */
export const claimKeysOf = ({ commands }: Pick<StoredOrder, 'commands'>): string[] =>
  commands.filter(({ name }) => name === CLAIM_NEXT).map(toClaimKey)
