import type Stripe from 'stripe'
import type { GatewayReads, IntentFilter, StoredObject } from '../gateway-store.ts'
import { expandIntent } from '../use-cases/render-intent.ts'

/** One page of intents and whether there are more in its direction. */
export function readIntentPage(read: GatewayReads, filter: IntentFilter) {
  const rows = read.listIntents({ ...filter, limit: filter.limit + 1 })
  const has_more = rows.length > filter.limit
  // One too many was asked for: it is the farthest from the cursor.
  if (has_more) rows.splice(filter.before === undefined ? -1 : 0, 1)
  return { rows, has_more }
}

/** The objects' texts, joined; parsed only when something is to be expanded. */
export function renderData(rows: StoredObject[], { read, expand }: { read: GatewayReads; expand: string[] }): string {
  const texts = rows.map(({ object }) => (expand.length === 0 ? object : expandText(object, { read, expand })))
  return `[${texts.join(',')}]`
}

export function expandText(object: string, { read, expand }: { read: GatewayReads; expand: string[] }): string {
  if (expand.length === 0) return object
  const intent = JSON.parse(object) as Stripe.PaymentIntent
  return JSON.stringify(expandIntent(intent, { expand, findCharge: read.findCharge }))
}
