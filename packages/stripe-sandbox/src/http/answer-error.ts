import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { createServerError, GatewayError } from '../domain/gateway-error.ts'
import { sendJson } from './send-answer.ts'

const FORM_EXPECTED =
  'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.'

/** Every error in Stripe's shape. A refused request changed nothing: only a key in use is worth another try. */
export function answerError(error: FastifyError | GatewayError, _request: FastifyRequest, reply: FastifyReply) {
  const refusal = error instanceof GatewayError ? error : toGatewayError(error)
  if (refusal.status >= 500) process.stderr.write(`${error.stack ?? error.message}\n`)
  if (refusal.status === 409) reply.header('stripe-should-retry', 'true')
  return sendJson(reply, { status: refusal.status, body: JSON.stringify({ error: refusal.error }) })
}

export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0]
  const message = `Unrecognized request URL (${request.method}: ${path}).`
  return sendJson(reply, { status: 404, body: JSON.stringify({ error: { type: 'invalid_request_error', message } }) })
}

/** Fastify's own refusals are 4xx; anything else is a fault of ours and reveals nothing. */
function toGatewayError(error: FastifyError): GatewayError {
  const status = error.statusCode ?? 500
  if (status >= 500) return createServerError()
  const message = status === 415 ? FORM_EXPECTED : error.message
  return new GatewayError(status === 415 ? 400 : status, { type: 'invalid_request_error', message })
}
