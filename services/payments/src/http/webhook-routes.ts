import { unavailable } from '@tradewind/service/app-error.ts'
import type { App } from '@tradewind/service/create-app.ts'
import { HttpError } from '@tradewind/service/http-error.ts'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { receiveNotice } from '../use-cases/receive-notice.ts'

const Received = Type.Object({ received: Type.Boolean() })

/** What the gateway tells us. The signature is over the body to the letter: it is read as it came. */
export async function webhookRoutes(app: App, { deps }: { deps: Deps }): Promise<void> {
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post(
    '/webhooks/stripe',
    { config: { scope: 'public' }, schema: { response: { 200: Received } } },
    async ({ body, headers }) => {
      if (!deps.readNotice) throw unavailable('webhooks_not_configured', 'There is no secret to check webhooks with.')
      const signature = String(headers['stripe-signature'] ?? '')
      const notice = deps.readNotice({ body: toBuffer(body), signature, now: deps.runtime.now() })
      if (!notice) throw new HttpError(400, 'webhook_signature_invalid', 'The signature is wrong, or too old.')
      await receiveNotice(deps, notice)
      return { received: true }
    },
  )
}

const toBuffer = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))
