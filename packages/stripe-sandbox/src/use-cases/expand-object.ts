import { toPaymentMethod } from '../domain/test-card.ts'
import { findTestMethod } from '../domain/test-method.ts'
import type { Finds, Kind } from '../gateway-store.ts'

const KINDS: Record<string, Kind> = {
  pi: 'payment_intent',
  ch: 'charge',
  re: 'refund',
  txn: 'balance_transaction',
  du: 'dispute',
  po: 'payout',
}

/** The object with what stands at each path (`latest_charge.balance_transaction`) in place of its id. */
export function expandObject<T extends object>(object: T, { expand, finds }: { expand: string[]; finds: Finds }): T {
  return expand.reduce((expanded, path) => expandPath(expanded, { path: path.split('.'), finds }), object)
}

/** The JSON at hand when nothing is to be expanded. */
export function renderObject(text: string, { expand, finds }: { expand: string[]; finds: Finds }): string {
  return expand.length === 0 ? text : JSON.stringify(expandObject(JSON.parse(text) as object, { expand, finds }))
}

/** What is null, unknown to this sandbox or no id stays as it is. */
function expandPath<T extends object>(object: T, { path, finds }: { path: string[]; finds: Finds }): T {
  const [name = '', ...rest] = path
  const value = (object as Record<string, unknown>)[name]
  const found = typeof value === 'string' ? findById(value, { finds, object }) : value
  if (typeof found !== 'object' || found === null) return object
  return { ...object, [name]: rest.length > 0 ? expandPath(found, { path: rest, finds }) : found }
}

function findById(id: string, { finds, object }: { finds: Finds; object: object }): object | undefined {
  const prefix = id.slice(0, id.indexOf('_'))
  const kind = Object.hasOwn(KINDS, prefix) ? KINDS[prefix] : undefined
  if (kind) return finds.find(kind, id)
  const card = prefix === 'pm' ? findTestMethod(id)?.card : undefined
  return card && toPaymentMethod(id, { card, created: (object as { created: number }).created })
}
