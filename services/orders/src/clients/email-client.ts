import type { HttpClient } from '@tradewind/service/http-client.ts'
import type { EmailClient } from '../client-deps.ts'

interface Asked {
  path: string
  key: string
  body: unknown
  /** The status that says it is done. */
  done: number
}

/** The email service over HTTP. */
export function createEmailClient(http: HttpClient): EmailClient {
  /** Undefined when it is done, else why it is not. */
  async function ask({ path, key, body, done }: Asked): Promise<string | undefined> {
    const outcome = await http.call({ method: 'POST', path, body, idempotency_key: key })
    if (outcome.kind !== 'answered') return `email: ${outcome.reason}`
    if (outcome.status === done) return undefined
    const { code } = (outcome.body ?? {}) as { code?: string }
    return `email: ${outcome.status} ${code ?? ''}`
  }
  return {
    send: ({ key, request }) => ask({ path: '/emails', key, body: request, done: 202 }),
    cancel: ({ key, reference }) =>
      ask({ path: '/emails/cancel', key, body: { reference, status: 'scheduled' }, done: 200 }),
    erase: ({ key, references }) => ask({ path: '/emails/erase', key, body: { references }, done: 200 }),
  }
}
