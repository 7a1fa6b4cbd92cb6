import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { mergeMetadata } from '../domain/merge-metadata.ts'
import { toCreated } from '../domain/position.ts'
import { createWebhookEndpoint as build, type NewWebhookEndpoint } from '../domain/webhook-endpoint.ts'
import type { Endpoint, GatewayWrites } from '../gateway-store.ts'
import { answerOnce } from './answer-once.ts'
import type { Answer, Call } from './call.ts'
import { commitAnswer } from './commit-answer.ts'

export interface EndpointUpdate extends Partial<NewWebhookEndpoint> {
  id: string
  disabled?: boolean | undefined
}

/** Only this answer shows the secret, as at Stripe. */
export async function createWebhookEndpoint(context: Context, call: Call, asked: NewWebhookEndpoint): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const position = writes.nextPosition()
      const secret = `whsec_${context.newId('s').slice(2)}`
      const endpoint = build(asked, { id: context.newId('we'), created: toCreated(position) })
      writes.putEndpoint({ position, endpoint, secret })
      return { status: 200, body: JSON.stringify({ ...endpoint, secret }) }
    }),
  )
}

export async function updateWebhookEndpoint(context: Context, call: Call, update: EndpointUpdate): Promise<Answer> {
  const { id, disabled, metadata = {}, ...members } = update
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      const known = findEndpoint(writes, id)
      const endpoint = {
        ...known.endpoint,
        ...members,
        metadata: mergeMetadata(known.endpoint.metadata, metadata),
        status: disabled === undefined ? known.endpoint.status : disabled ? 'disabled' : 'enabled',
      }
      writes.putEndpoint({ ...known, endpoint })
      return { status: 200, body: JSON.stringify(endpoint) }
    }),
  )
}

/** What was still to be delivered to it is not. */
export async function deleteWebhookEndpoint(context: Context, call: Call, { id }: { id: string }): Promise<Answer> {
  return answerOnce(context, call, () =>
    commitAnswer(context, call, (writes) => {
      findEndpoint(writes, id)
      writes.removeEndpoint(id)
      return { status: 200, body: JSON.stringify({ id, object: 'webhook_endpoint', deleted: true }) }
    }),
  )
}

function findEndpoint(writes: GatewayWrites, id: string): Endpoint {
  const found = writes.listEndpoints().find(({ endpoint }) => endpoint.id === id)
  if (found) return found
  throw createMissing('webhook endpoint', { id, param: 'webhook_endpoint' })
}
