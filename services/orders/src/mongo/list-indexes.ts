import type { CreateIndexesOptions, IndexSpecification } from 'mongodb'

export type IndexKey = Record<string, 1 | -1>

/** The indexes that lists are walked along; each ends with the id, which breaks ties. */
export const LIST_INDEXES = {
  orders_by_id: { _id: 1 },
  orders_by_status: { status: 1, _id: -1 },
  orders_by_payment_status: { payment_status: 1, _id: -1 },
  orders_by_fulfillment_status: { fulfillment_status: 1, _id: -1 },
  orders_by_state: { status: 1, payment_status: 1, fulfillment_status: 1, _id: -1 },
  orders_by_customer_id: { 'customer.id': 1, _id: -1 },
  orders_by_external_reference: { external_reference: 1, _id: -1 },
  orders_by_email: { email_key: 1, _id: -1 },
  orders_by_number: { number: 1, _id: 1 },
  orders_by_total: { total: 1, _id: 1 },
} as const satisfies Record<string, IndexKey>

export type ListIndex = keyof typeof LIST_INDEXES

/** Only orders that have it are in the index: most customers are guests. */
const PARTIAL: Partial<Record<ListIndex, string>> = {
  orders_by_customer_id: 'customer.id',
  orders_by_external_reference: 'external_reference',
}

export const toIndexDescriptions = (): (CreateIndexesOptions & {
  key: IndexSpecification & IndexKey
  name: string
})[] =>
  (Object.keys(LIST_INDEXES) as ListIndex[])
    .filter((name) => name !== 'orders_by_id')
    .map((name) => {
      const field = PARTIAL[name]
      const partial = field && { partialFilterExpression: { [field]: { $exists: true } } }
      return { name, key: LIST_INDEXES[name], ...partial }
    })

/** The whole key, as the planner wants it named, so that the ids come in `direction`. */
export function sortAlong(index: ListIndex, direction: 'asc' | 'desc'): IndexKey {
  const key: IndexKey = LIST_INDEXES[index]
  const wanted = direction === 'asc' ? 1 : -1
  if (key._id === wanted) return key
  return Object.fromEntries(Object.entries(key).map(([name, sign]) => [name, sign === 1 ? -1 : 1]))
}

/** `_id` has an index of its own, with a name of its own. */
export const hintOf = (index: ListIndex): string => (index === 'orders_by_id' ? '_id_' : index)
