import type { HttpClient, HttpOutcome } from '@tradewind/service/http-client.ts'
import type { EmailClient } from '../deps.ts'

/** The email service over HTTP. */
export function createEmailClient(http: HttpClient): EmailClient {
  return {
    async send({ key, request }) {
      const outcome = await http.call({ method: 'POST', path: '/emails', body: request, idempotency_key: key })
      return reasonUnless(202, outcome)
    },
    async cancel({ key, reference }) {
      const call = { method: 'POST', path: '/emails/cancel', body: { reference }, idempotency_key: key } as const
      return reasonUnless(200, await http.call(call))
    },
  }
}

function reasonUnless(status: number, outcome: HttpOutcome): string | undefined {
  if (outcome.kind !== 'answered') return `email: ${outcome.reason}`
  if (outcome.status === status) return undefined
  const { code } = (outcome.body ?? {}) as { code?: string }
  return `email: ${outcome.status} ${code ?? ''}`
}
