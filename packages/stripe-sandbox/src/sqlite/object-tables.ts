import type { Kind, ObjectKinds } from '../gateway-store.ts'

interface ObjectTable {
  name: string
  /** Members that stand in columns of their own beside the JSON, for the lists that filter by them. */
  members: readonly string[]
}

/** Where each kind is kept. */
export const OBJECT_TABLES: Record<Kind, ObjectTable> = {
  payment_intent: { name: 'payment_intents', members: [] },
  charge: { name: 'charges', members: ['customer', 'payment_intent'] },
  refund: { name: 'refunds', members: ['charge', 'payment_intent'] },
  balance_transaction: { name: 'balance_transactions', members: ['type', 'source', 'currency'] },
  dispute: { name: 'disputes', members: ['charge', 'payment_intent'] },
  payout: { name: 'payouts', members: ['status'] },
}

/** What stands in the columns: all of them are texts or null. */
export function membersOf<K extends Kind>(kind: K, object: ObjectKinds[K]): (string | null)[] {
  const { members } = OBJECT_TABLES[kind]
  return members.map((name) => (object as unknown as Record<string, string | null>)[name] ?? null)
}
