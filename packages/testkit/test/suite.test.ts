import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../src/eventually.ts'
import { type Suite, startSuite } from '../src/suite.ts'
import { hasRealDatabases } from '../src/suite-databases.ts'

const ORDER = {
  currency: 'USD',
  customer: { email: 'ada@example.com', name: 'Ada' },
  line_items: [{ sku: 'MUG', title: 'Mug', quantity: 2, unit_price: 1250 }],
  payment: { method: 'pm_card_visa' },
}

describe.each(['sqlite', 'real'] as const)('a suite on %s databases', (databases) => {
  describe.skipIf(databases === 'real' && !hasRealDatabases())('with all four running', () => {
    let suite: Suite
    beforeAll(async () => {
      suite = await startSuite({ databases })
    })
    afterAll(() => suite?.stop())

    const post = (key: string) =>
      fetch(`${suite.urls.orders}/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${suite.api_key}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(ORDER),
      })

    it('when an order is placed, then it is charged once and mailed once', async () => {
      const answer = await post('one')
      expect(await answer.json()).toMatchObject({ status: 'confirmed', payment_status: 'captured', total: 2500 })
      expect(answer.status).toBe(201)
      expect(await suite.charges()).toMatchObject([{ amount: 2500, status: 'succeeded' }])
      await eventually(async () => expect(await suite.inbox('ada@example.com')).toHaveLength(1))
    })

    it('when each is killed and started again, then it answers on its port and nothing is lost', async () => {
      for (const program of ['orders', 'payments', 'email', 'sandbox'] as const) {
        expect(await suite.kill(program)).toEqual({ code: null, signal: 'SIGKILL' })
        await suite.restart(program)
      }
      const again = await post('one')
      expect(again.headers.get('idempotent-replayed')).toBe('true')
      expect(await suite.charges()).toHaveLength(1)
    })
  })
})
