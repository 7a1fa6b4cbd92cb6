import {
  ClaimedOrder,
  ClaimRequest,
  Fulfillment,
  FulfillmentPage,
  FulfillmentRequest,
  PackRequest,
  ReturnRequest,
  ShipRequest,
} from '@tradewind/contracts/fulfillments.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { type TSchema, Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { cancelFulfillment } from '../domain/fulfillment/cancel-fulfillment.ts'
import { claimFulfillment } from '../domain/fulfillment/claim-fulfillment.ts'
import { createFulfillment } from '../domain/fulfillment/create-fulfillment.ts'
import { deliverFulfillment } from '../domain/fulfillment/deliver-fulfillment.ts'
import { findFulfillment } from '../domain/fulfillment/fulfillments.ts'
import { packFulfillment } from '../domain/fulfillment/pack-fulfillment.ts'
import { returnFulfillment } from '../domain/fulfillment/return-fulfillment.ts'
import { shipFulfillment } from '../domain/fulfillment/ship-fulfillment.ts'
import type { Occasion, StoredOrder } from '../domain/order.ts'
import { toShown } from '../domain/shown-order.ts'
import { changeFulfillment, findOrderOf } from '../use-cases/change-fulfillment.ts'
import { changeOrder } from '../use-cases/change-order.ts'
import { createClaimDesk } from '../use-cases/claim-desk.ts'
import { listFulfillments } from '../use-cases/list-fulfillments.ts'
import { readCommandKey } from './command-reply.ts'
import { readWorkCursor, toWorkPage } from './fulfillment-page.ts'
import { showFulfillment } from './fulfillment-reply.ts'
import { FulfillmentParams, WorkListQuery } from './fulfillment-schemas.ts'
import { OrderParams } from './order-schemas.ts'

const WRITE = { scope: 'fulfillment:write' }
const Nothing = Type.Object({}, { additionalProperties: false })

type Decide = (order: StoredOrder, command: never, occasion: Occasion) => StoredOrder

export async function fulfillmentRoutes(app: App, deps: Deps): Promise<void> {
  const claimNext = createClaimDesk(deps)
  // A command that needs nothing said may come without a body.
  app.addHook('preValidation', async (request) => {
    if (request.method === 'POST') request.body ??= {}
  })

  const create = {
    config: WRITE,
    schema: {
      summary: 'Make a parcel of open units; with picker, claimed at once',
      params: OrderParams,
      body: FulfillmentRequest,
      response: { 201: Fulfillment },
    },
  }
  app.post('/orders/:id/fulfillments', create, async (request, reply) => {
    const { body } = request
    const command = { ...readCommandKey(request), order_id: request.params.id, name: 'fulfillment.create' }
    const changed = await changeOrder(deps, { ...command, request: body }, (order, occasion) =>
      createFulfillment(order, { request: body, claim_ms: deps.claim_ms }, occasion),
    )
    reply.header('location', `/fulfillments/${changed.object_id}`)
    return reply.code(201).send(showFulfillment(reply, changed))
  })

  const claim_next = {
    config: WRITE,
    schema: {
      summary: 'Claim the oldest order that nobody has begun with',
      body: ClaimRequest,
      response: { 200: ClaimedOrder, 204: Type.Null() },
    },
  }
  app.post('/fulfillments/claim-next', claim_next, async (request, reply) => {
    const claimed = await claimNext({ ...readCommandKey(request), ...request.body })
    if (!claimed) return reply.code(204).send(null)
    return { fulfillment: showFulfillment(reply, claimed), order: toShown(claimed.order) }
  })

  const list = {
    config: WRITE,
    schema: {
      summary: 'The work list, oldest order first',
      querystring: WorkListQuery,
      response: { 200: FulfillmentPage },
    },
  }
  app.get('/fulfillments', list, async (request, reply) => {
    const { status = 'pending,picking,packed', picker, limit, after } = request.query
    const found = await listFulfillments(deps, {
      statuses: [...new Set(status.split(','))] as StoredOrder['fulfillments'][number]['status'][],
      limit,
      ...(picker !== undefined && { picker }),
      ...(after !== undefined && { after: readWorkCursor(after) }),
    })
    const page = toWorkPage(found, limit)
    if (page.next_cursor !== null) {
      const next = new URLSearchParams({ ...toTexts(request.query), after: page.next_cursor })
      reply.header('link', `</fulfillments?${next}>; rel="next"`)
    }
    return page
  })

  const read = {
    config: WRITE,
    schema: { summary: 'Read a fulfillment', params: FulfillmentParams, response: { 200: Fulfillment } },
  }
  app.get('/fulfillments/:id', read, async (request) => {
    const { id } = request.params
    const order = await findOrderOf(deps, id)
    return { ...findFulfillment(order, id), order_id: order.id }
  })

  /** `POST /fulfillments/:id/<name>`: one step of its way. */
  function step<Body extends TSchema>(name: string, summary: string, body: Body, decide: Decide): void {
    const route = {
      config: WRITE,
      schema: { summary, params: FulfillmentParams, body, response: { 200: Fulfillment } },
    }
    app.post(`/fulfillments/:id/${name}`, route, async (request, reply) => {
      const fulfillment_id = (request.params as { id: string }).id
      const asked = request.body as object
      const command = { ...readCommandKey(request), fulfillment_id, name: `fulfillment.${name}`, request: asked }
      const given = { ...asked, fulfillment_id, claim_ms: deps.claim_ms }
      const changed = await changeFulfillment(deps, command, (order, occasion) =>
        decide(order, given as never, occasion),
      )
      return showFulfillment(reply, changed)
    })
  }
  step('claim', 'Claim it for a picker, or extend the claim', ClaimRequest, claimFulfillment)
  step('pack', 'It is packed', PackRequest, packFulfillment)
  step(
    'ship',
    'It leaves: the customer hears of it, and an authorized payment is captured',
    ShipRequest,
    shipFulfillment,
  )
  step('deliver', 'It has arrived', Nothing, deliverFulfillment)
  step('return', 'It came back, or units of it', ReturnRequest, returnFulfillment)
  step('cancel', 'It is not sent; its units are open again', Nothing, cancelFulfillment)
}

const toTexts = (query: object): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
