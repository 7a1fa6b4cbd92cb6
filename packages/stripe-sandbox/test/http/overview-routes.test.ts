import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catchError, paymentOf, postForm } from '../create-client.ts'
import { type Sandbox, startSandbox } from '../start-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
  const { paymentIntents } = sandbox.stripe
  await paymentIntents.create({ ...paymentOf('ord_1', 'pm_card_visa'), amount: 123_456 })
  await paymentIntents.create({ ...paymentOf('ord_2', 'pm_card_amex'), currency: 'jpy' })
  const work = paymentIntents.create(paymentOf('ord_3', 'pm_card_chargeDeclinedLostCard'))
  await catchError(work, Stripe.errors.StripeCardError)
  const manual = { ...paymentOf('<script>alert(1)</script>', 'pm_card_visa'), capture_method: 'manual' as const }
  for (const amount_to_capture of [1000, undefined]) {
    const { id } = await paymentIntents.create(manual)
    if (amount_to_capture) await paymentIntents.capture(id, { amount_to_capture })
    else await paymentIntents.cancel(id)
  }
})
afterAll(() => sandbox.stop())

test('when the page is opened then it shows charges and declines, newest first, and the sums', async () => {
  const response = await fetch(sandbox.url)
  const page = await response.text()
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(page.indexOf('ord_3')).toBeLessThan(page.indexOf('ord_1'))
  expect(page).toContain('1,234.56 USD')
  expect(page).toContain('3,000 JPY')
  expect(page).toContain('lost_card')
  expect(page).toContain('American Express ···· 8431')
  expect(page).toContain('<strong>1,244.56 USD</strong><span>2 captured</span>')
  expect(page).toContain('<strong>30.00 USD</strong><span>1 declined</span>')
  expect(page).toContain('<strong>30.00 USD</strong><span>1 released</span>')
  expect(page).not.toContain('authorized</span>')
})

test('when data looks like HTML then it is text, and the policy lets nothing run', async () => {
  const response = await fetch(sandbox.url)
  const page = await response.text()
  expect(page).not.toContain('<script')
  expect(page).toContain('&lt;script&gt;')
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
})

test('when there is more than a page then a link leads on', async () => {
  const first = await (await fetch(`${sandbox.url}/?limit=2`)).text()
  const older = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
  const second = await (await fetch(`${sandbox.url}${older}`)).text()
  expect(first).not.toContain('ord_3')
  expect(second).toContain('ord_3')
  expect(second).toContain('ord_2')
  expect(second).not.toContain('ord_1<')
})

test('when there are refunds, disputes, payouts and webhooks then each has its view', async () => {
  await sandbox.stripe.webhookEndpoints.create({ url: 'https://shop.example/hook', enabled_events: ['refund.created'] })
  const { data } = await sandbox.stripe.charges.list({ limit: 100 })
  const [first] = data.filter(({ metadata, paid }) => metadata.order_id === 'ord_1' && paid)
  const payment_intent = String(first?.payment_intent)
  const refund = await sandbox.stripe.refunds.create({ payment_intent, amount: 56, reason: 'duplicate' })
  await sandbox.pass(0)
  await postForm(`${sandbox.url}/sandbox/disputes`, `payment_intent=${payment_intent}`)
  await sandbox.stripe.payouts.create({ amount: 100, currency: 'jpy' })
  const viewOf = async (view: string) => (await fetch(`${sandbox.url}/?view=${view}`)).text()
  expect(await viewOf('refunds')).toMatch(new RegExp(`0\\.56 USD.*succeeded.*duplicate.*${refund.id}`))
  expect(await viewOf('disputes')).toMatch(/1,234\.00 USD.*needs response.*fraudulent/)
  expect(await viewOf('payouts')).toMatch(/100 JPY.*pending.*by hand/)
  expect(await viewOf('webhooks')).toMatch(/delivered.*200.*refund\.created.*shop\.example/)
  expect((await fetch(`${sandbox.url}/?view=dreams`)).status).toBe(400)
})
