import { eventually } from '@tradewind/testkit/eventually.ts'
import { type Suite, startSuite } from '@tradewind/testkit/suite.ts'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAccessFaults } from '../src/access-faults.ts'
import { findBrowser, openBrowser } from '../src/browser.ts'
import { sendShippedMails } from '../src/shipped-mails.ts'
import { createShop } from '../src/shop.ts'

const browser = findBrowser()

describe.skipIf(!browser)('in a real browser', () => {
  let suite: Suite
  let context: BrowserContext
  beforeAll(async () => {
    suite = await startSuite({ databases: 'sqlite' })
    context = await openBrowser(browser ?? '')
    await createShop(suite).post({ key: 'seen-in-a-browser' })
    await eventually(async () => expect(await suite.inbox()).toHaveLength(1))
  })
  afterAll(async () => {
    await context?.close()
    await suite?.stop()
  })

  it('when an order is paid, then the gateway’s page shows its one charge', async () => {
    const page = await context.newPage()
    await page.goto(suite.urls.sandbox)
    const text = await page.locator('body').textContent()
    expect(text).toContain('39.63')
    expect(text?.match(/ord_[0-9a-z]{26}/g)).toHaveLength(1)
  })

  it.each([
    ['Authorize', 'Thank you', 'succeeded'],
    ['Fail', 'Not paid', 'requires_payment_method'],
  ])('when the bank asks and the customer says %s, then the shop says %s', async (button, words, status) => {
    const intent = await createIntent(`${suite.urls.sandbox}/v1/payment_intents`, {
      amount: '3963',
      currency: 'usd',
      payment_method: 'pm_card_authenticationRequired',
      confirm: 'true',
      return_url: `${suite.urls.sandbox}/sandbox/returned`,
    })
    const page = await context.newPage()
    await page.goto(intent.next_action?.redirect_to_url.url ?? '')
    expect(await page.locator('.sum').textContent()).toBe('39.63 USD')
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('heading', { name: words }).waitFor()
    expect(await readIntent(`${suite.urls.sandbox}/v1/payment_intents/${intent.id}`)).toMatchObject({ status })
  })

  it('when an order is paid, then its mail can be read in the inbox', async () => {
    const page = await context.newPage()
    await page.goto(`${suite.urls.email}/inbox`)
    await page.getByText('seen-in-a-browser@shop.example').first().click()
    const mail = page.frameLocator('iframe').locator('body')
    await mail.getByText('Tea, 100 g').waitFor()
    expect(await mail.textContent()).toContain('$39.63')
  })

  it.each(['orders', 'payments', 'email'] as const)(
    'when opened, then the docs of %s are rendered',
    async (program) => {
      const page = await context.newPage()
      await page.goto(`${suite.urls[program]}/docs`)
      await page.locator('.opblock-summary').first().waitFor()
      expect(await page.locator('.opblock-summary').count()).toBeGreaterThan(1)
    },
  )

  it('when any mail is read, light or dark, on the smallest phone, then nothing is cut off or hard to read', async () => {
    const mails = await sendShippedMails(suite)
    expect(mails.size).toBeGreaterThanOrEqual(16)
    const page = await context.newPage()
    await page.setViewportSize({ width: 320, height: 640 })
    const faults: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const [name, { html }] of mails) {
        await page.setContent(html)
        faults.push(...(await findAccessFaults(page)).map((fault) => `${name}, ${colorScheme}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  }, 90_000)
})

interface Intent {
  id: string
  status: string
  next_action: { redirect_to_url: { url: string } } | null
}

const KEY = { authorization: 'Bearer sk_test_sandbox' }

async function createIntent(url: string, params: Record<string, string>): Promise<Intent> {
  return (await (
    await fetch(url, { method: 'POST', headers: KEY, body: new URLSearchParams(params) })
  ).json()) as Intent
}

async function readIntent(url: string): Promise<Intent> {
  return (await (await fetch(url, { headers: KEY })).json()) as Intent
}
