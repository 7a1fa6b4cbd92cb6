import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { EmailClient } from '../deps.ts'

/** The email service over HTTP. */
export function createEmailClient(http: HttpClient): EmailClient {
  return {
    async send({ key, request }) {
      const outcome = await http.call({ method: 'POST', path: '/emails', body: request, idempotency_key: key })
      if (outcome.kind !== 'answered') return `email: ${outcome.reason}`
      if (outcome.status === 202) return undefined
      const { code } = (outcome.body ?? {}) as { code?: string }
      return `email: ${outcome.status} ${code ?? ''}`
    },
  }
}
