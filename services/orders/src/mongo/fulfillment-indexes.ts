import type { IndexDescription } from 'mongodb'

const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } })

/** An order that nobody has begun with is in the first alone, and only once it is paid. */
export const FULFILLMENT_INDEXES: IndexDescription[] = [
  { name: 'orders_pickable', key: { pickable_at: 1, _id: 1 }, ...present('pickable_at') },
  { name: 'orders_by_claim_key', key: { claim_keys: 1 }, unique: true, ...present('claim_keys') },
  { name: 'fulfillments_by_id', key: { 'fulfillments.id': 1 }, ...present('fulfillments.id') },
  {
    name: 'fulfillments_by_status',
    key: { 'fulfillments.status': 1, _id: 1 },
    ...present('fulfillments.id'),
  },
  {
    name: 'fulfillments_by_picker',
    key: { 'fulfillments.picker': 1, 'fulfillments.status': 1, _id: 1 },
    ...present('fulfillments.picker'),
  },
]
