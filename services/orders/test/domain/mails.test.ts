import { OrderConfirmedData, PaymentFailedData } from '@tradewind/contracts/emails.ts'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { toConfirmedMail, toPaymentFailedMail } from '../../src/domain/mails.ts'
import { newOrder } from '../new-order.ts'
import { toRequest } from '../order-request.ts'

const address = { name: 'Ada', line1: '1 Way', city: 'Leeds', postal_code: 'L1', country: 'GB' }
const fullOrder = newOrder(toRequest({ locale: 'pt-BR', shipping_address: address }))
const { name: _, ...nameless } = toRequest().customer

describe('the mail of a confirmed order', () => {
  it('when the customer gave a name then the mail goes to it, in the order’s language', () => {
    const mail = toConfirmedMail(fullOrder)
    expect(Value.Check(OrderConfirmedData, mail.data)).toBe(true)
    expect(mail).toMatchObject({
      reference: `order:${fullOrder.id}`,
      template: 'order_confirmed',
      to: { email: 'ada@example.com', name: 'Ada' },
      locale: 'pt-BR',
      data: { customer_name: 'Ada', order: { number: 100_001, total: 3000, shipping_address: address } },
    })
  })

  it('when the customer gave no name then the mail has none', () => {
    const mail = toConfirmedMail(newOrder(toRequest({ customer: nameless })))
    expect(mail.to).toEqual({ email: 'ada@example.com' })
    expect(mail.data).not.toHaveProperty('customer_name')
  })
})

describe('the mail of a failed payment', () => {
  it.each([
    ['words', 'Your card was lost.', 'Your card was lost.'],
    ['several lines', 'No.\r\nNot now.', 'No. Not now.'],
    ['nothing', undefined, 'The card was declined.'],
    ['an empty text', ' \n', 'The card was declined.'],
    ['more than the template takes', 'x'.repeat(500), 'x'.repeat(300)],
  ])('when the gateway gave %s then the reason is one line that the template takes', (_what, given, reason) => {
    const { data } = toPaymentFailedMail(fullOrder, given)
    expect(data.reason).toBe(reason)
    expect(Value.Check(PaymentFailedData, data)).toBe(true)
  })
})
