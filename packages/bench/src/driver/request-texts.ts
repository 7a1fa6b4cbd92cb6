import type { Load } from './load.ts'

/** Answers the next request as text at each call; only the idempotency key and the path change. */
export function createRequestTexts({ name, method, paths, headers, body }: Load): () => string {
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`)
  const length =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  const heads = paths.map((path) => `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}`)
  let count = 0
  return () => {
    count += 1
    const head = heads[count % heads.length]
    return body === undefined ? `${head}\r\n` : `${head}idempotency-key: ${name}-${count}\r\n\r\n${body}`
  }
}
