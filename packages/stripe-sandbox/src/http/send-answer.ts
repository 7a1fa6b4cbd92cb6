import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../deps.ts'
import { type Answer, ConnectionCut } from '../use-cases/call.ts'

/** Sends what `answering` comes to, with Stripe's headers; or holds and cuts the connection, when that is the fault. */
export async function sendAnswer(
  context: Context,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  answering: Promise<Answer>,
): Promise<FastifyReply> {
  const answer = await answering.catch(ignoreCut)
  if (answer?.is_withheld) await context.sleep(context.hold_ms, context.closing)
  if (!answer || answer.is_withheld) return cut(request, reply)
  const key = request.headers['idempotency-key']
  if (key) reply.header('idempotency-key', key).header('original-request', answer.original_request ?? request.id)
  if (answer.original_request) reply.header('idempotent-replayed', 'true')
  if (answer.status >= 400) reply.header('stripe-should-retry', 'false')
  return sendJson(reply, answer)
}

/** `body` is JSON text, sent as it is. */
export function sendJson(reply: FastifyReply, { status, body }: { status: number; body: string }): FastifyReply {
  return reply.code(status).header('content-type', 'application/json').send(body)
}

function ignoreCut(error: unknown): undefined {
  if (!(error instanceof ConnectionCut)) throw error
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}
