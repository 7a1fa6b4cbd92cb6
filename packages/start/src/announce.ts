import { addressOf, type Program } from './wiring.ts'

interface Announced {
  ports: Record<Program, number>
  api_key: string
  data: string
  /** Names this run: the same line pasted twice is one order. */
  run: string
  took_ms: number
}

const ORDER = {
  currency: 'USD',
  customer: { email: 'ada@example.com', name: 'Ada' },
  line_items: [{ sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 }],
  shipping_total: 500,
  payment: { method: 'pm_card_visa' },
}

/** What to read when all is ready: where everything is, and a first order to paste. */
export function announce({ ports, api_key, data, run, took_ms }: Announced): string {
  const orders = addressOf(ports.orders)
  return `
Tradewind is ready (${(took_ms / 1000).toFixed(1)} s), data and logs in ${data}

  orders    ${orders}        docs ${orders}/docs
  payments  ${addressOf(ports.payments)}        docs ${addressOf(ports.payments)}/docs
  email     ${addressOf(ports.email)}        inbox ${addressOf(ports.email)}/inbox
  sandbox   ${addressOf(ports.sandbox)}        what was charged

A first order, paid with a test card (paste it twice: the Idempotency-Key makes it one order, one charge, one mail;
for a second order change the key):

${curl(`${orders}/orders`, { api_key, run })}

Ctrl-C stops all.
`
}

function curl(url: string, { api_key, run }: { api_key: string; run: string }): string {
  return [
    `curl -i ${url}`,
    `-H 'Authorization: Bearer ${api_key}'`,
    `-H 'Idempotency-Key: first-order-${run}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(ORDER)}'`,
  ].join(' \\\n  ')
}
