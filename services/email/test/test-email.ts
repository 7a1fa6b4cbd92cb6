import type { EmailRequest } from '@tradewind/contracts/emails.ts'
import { createRuntime } from '@tradewind/service/runtime.ts'
import { newEmail } from '../src/domain/new-email.ts'
import type { StoredEmail } from '../src/domain/stored-email.ts'

const runtime = createRuntime()

export const orderData = {
  customer_name: 'Ada',
  order: {
    ...{ id: 'ord_01jx3q9v2kf4m8t6w0ynrb5h7c', number: 100042, created_at: '2026-11-23T14:05:00.000Z' },
    ...{ currency: 'USD', subtotal: 2500, discount_total: 0, shipping_total: 500, tax_total: 0, total: 3000 },
    line_items: [{ sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250, total: 2500 }],
  },
}

/** Body of `POST /emails`. */
export const emailRequest = (change: Partial<EmailRequest> = {}): EmailRequest => ({
  reference: 'order:ord_01jx3q9v2kf4m8t6w0ynrb5h7c',
  template: 'order_confirmed',
  to: { email: 'ada@example.com', name: 'Ada' },
  data: orderData,
  ...change,
})

/** An email as it is accepted, due at once and held by nobody. */
export function storedEmail(change: Partial<StoredEmail> = {}): StoredEmail {
  const id = runtime.newId('em')
  const email = newEmail(emailRequest(), {
    ...{ id, now_ms: runtime.now(), template: { version: 'v1', category: 'transactional' } },
    mail_from: { email: 'shop@tradewind.example', name: 'Shop' },
    ...{ client_id: 'service', idempotency_key: id, request_hash: 'hash', held_until: null },
  })
  return { ...email, ...change }
}
