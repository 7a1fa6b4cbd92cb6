import type { FastifyInstance, FastifyReply } from 'fastify'
import type Stripe from 'stripe'
import type { Context } from '../deps.ts'
import { createMissing } from '../domain/gateway-error.ts'
import { authenticatePaymentIntent } from '../use-cases/authenticate-payment-intent.ts'
import { sendPage } from './page.ts'
import { readBaseUrl, readQuery } from './read-call.ts'
import { readString } from './read-params.ts'
import { renderAuthentication, renderReturned } from './render-authentication.ts'

const ANSWERS = { authorize: 'yes', fail: 'no' } as const

/** The page of the card's bank, and one to come back to for who has none. */
export async function authenticationRoutes(app: FastifyInstance, { context }: { context: Context }): Promise<void> {
  app.get<{ Params: { id: string } }>('/sandbox/3ds/:id', async (request, reply) => {
    const { id } = request.params
    const intent = context.store.read.find('payment_intent', id)
    if (!intent) throw createMissing('payment_intent', { id, param: 'intent' })
    const form_targets = ["'self'", new URL(returnUrlOf(intent, readBaseUrl(context, request))).origin]
    return sendPage(reply, { title: '3-D Secure', body: renderAuthentication(intent), form_targets })
  })

  for (const [path, said] of Object.entries(ANSWERS)) {
    app.post<{ Params: { id: string } }>(`/sandbox/3ds/:id/${path}`, async (request, reply) => {
      const { id } = request.params
      const before = context.store.read.find('payment_intent', id)
      const after = await authenticatePaymentIntent(context, { id, said })
      if (!before || !after) throw createMissing('payment_intent', { id, param: 'intent' })
      return redirect(reply, { intent: after, url: returnUrlOf(before, readBaseUrl(context, request)) })
    })
  }

  app.get('/sandbox/returned', async (request, reply) => {
    const params = readQuery(request)
    const intent = readString(params, 'payment_intent')
    const body = renderReturned({ intent, status: readString(params, 'redirect_status') })
    return sendPage(reply, { title: 'Back at the shop', body })
  })
}

/** Where the shop wants its customer back: what the confirmation said, else a page of ours. */
function returnUrlOf({ next_action }: Stripe.PaymentIntent, base_url: string): string {
  const url = next_action?.redirect_to_url?.return_url
  return url && URL.canParse(url) ? url : `${base_url}/sandbox/returned`
}

/** With what Stripe adds to it. */
function redirect(reply: FastifyReply, { intent, url }: { intent: Stripe.PaymentIntent; url: string }): FastifyReply {
  const target = new URL(url)
  target.searchParams.set('payment_intent', intent.id)
  target.searchParams.set('payment_intent_client_secret', String(intent.client_secret))
  target.searchParams.set('redirect_status', PAID.has(intent.status) ? 'succeeded' : 'failed')
  return reply.redirect(target.href, 303)
}

const PAID = new Set<string>(['succeeded', 'requires_capture'])
