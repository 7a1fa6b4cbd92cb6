import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

export interface PlainClient {
  get(path: string): Promise<Answer>
  post(path: string, key: string, body: unknown): Promise<Answer>
  close(): void
}

/** Longer than nginx's read limit and another replica's wait together: the longest that anything may take. */
const ANSWER_MS = 30_000

/** Keeps connections as a storefront's server does, as long as it is told it may, and never sends anything twice. */
export function createClient({ url, api_key }: { url: string; api_key: string }): PlainClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 100, timeout: 2 * ANSWER_MS })
  const authorization = `Bearer ${api_key}`

  function send(path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { method: body === undefined ? 'GET' : 'POST', headers: { authorization, ...headers }, agent }
      const sent = request(url + path, { ...options, signal: AbortSignal.timeout(ANSWER_MS) }, (response) => {
        const { statusCode: status = 0, headers: answered } = response
        text(response).then((answer) => resolve({ status, headers: answered, body: answer }), reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  return {
    get: (path) => send(path, {}),
    post: (path, key, body) =>
      send(path, { 'content-type': 'application/json', 'idempotency-key': key }, JSON.stringify(body)),
    close: () => agent.destroy(),
  }
}
