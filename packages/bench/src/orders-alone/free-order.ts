import { KEY } from './start-orders-alone.ts'

/** The request for an order that costs nothing and so is confirmed at once: what pays for orders is measured elsewhere. */
export function toFreeOrder(key: string): string {
  const line_items = [1, 2, 3].map((nth) => ({ sku: `MUG-${nth}`, title: 'Mug', quantity: nth, unit_price: 0 }))
  const body = JSON.stringify({ currency: 'USD', customer: { email: 'ada@example.com', name: 'Ada' }, line_items })
  const head = `POST /orders HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${KEY}\r\nidempotency-key: ${key}\r\n`
  return `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
}
