import type { FastifyRequest } from 'fastify'
import { GatewayError } from '../domain/gateway-error.ts'

/** Any test key opens this sandbox; what is not one is refused as Stripe refuses it. */
export async function authorize(request: FastifyRequest): Promise<void> {
  const given = request.headers.authorization ?? ''
  const key = /^Bearer\s+(\S+)$/i.exec(given)?.[1]
  if (key?.startsWith('sk_test_')) return
  throw new GatewayError(401, { type: 'invalid_request_error', message: key ? toInvalid(key) : NO_KEY })
}

const NO_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."

/** Never shows the key: it may be a live one that went astray. */
function toInvalid(key: string): string {
  return `Invalid API Key provided: ${key.slice(0, 3)}${'*'.repeat(8)}${key.slice(-4)}`
}
