import { type Static, Type } from 'typebox'
import { Order, OrderFulfillment, Tracking } from './orders.ts'
import { id, line, nullable } from './text.ts'

const CLOSED = { additionalProperties: false }

/** Who walks through the warehouse: a person, or a device. */
const picker = line(80)

const Units = Type.Array(
  Type.Object({ id: id('li'), quantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, CLOSED),
  { minItems: 1, maxItems: 500 },
)

/** Body of `POST /orders/:id/fulfillments`: some units, or without `line_items` all that are open. */
export const FulfillmentRequest = Type.Object(
  { line_items: Type.Optional(Units), picker: Type.Optional(picker) },
  CLOSED,
)
export type FulfillmentRequest = Static<typeof FulfillmentRequest>

/** Body of `POST /fulfillments/claim-next` and of `/fulfillments/:id/claim`. */
export const ClaimRequest = Type.Object({ picker }, CLOSED)
export type ClaimRequest = Static<typeof ClaimRequest>

/** Body of `/fulfillments/:id/pack`; with `picker` it is refused when another one has taken over. */
export const PackRequest = Type.Object({ picker: Type.Optional(picker) }, CLOSED)

/** Body of `/fulfillments/:id/ship`. */
export const ShipRequest = Type.Object({ tracking: Tracking }, CLOSED)

/** Body of `/fulfillments/:id/return`: some units, or without `line_items` all that did not come back yet. */
export const ReturnRequest = Type.Object({ line_items: Type.Optional(Units) }, CLOSED)

/** A fulfilment by itself. */
export const Fulfillment = Type.Object({ ...OrderFulfillment.properties, order_id: id('ord') })
export type Fulfillment = Static<typeof Fulfillment>

/** Answer of `POST /fulfillments/claim-next`. */
export const ClaimedOrder = Type.Object({ fulfillment: Fulfillment, order: Order })

/** Answer of `GET /fulfillments`. */
export const FulfillmentPage = Type.Object({
  data: Type.Array(Fulfillment),
  has_more: Type.Boolean(),
  next_cursor: nullable(Type.String()),
})
