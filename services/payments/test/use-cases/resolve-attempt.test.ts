import { eventually } from '@tradewind/testkit/eventually.ts'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { buildCharge, buildRequest } from '../build-charge.ts'
import { succeeded } from '../fake-gateway.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

const unknown: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }
let started: StartedApp
let sweeper: ReturnType<StartedApp['sweep']>

beforeAll(async () => {
  started = await startApp()
})
beforeEach(() => {
  const { gateway } = started
  Object.assign(gateway, { sends: [], looked_up: [], outcomes: [], found: { kind: 'none' }, made_at: undefined })
  sweeper = started.sweep()
})
afterEach(() => sweeper.stop())
afterAll(() => started.close())

async function payWith(outcome: Outcome): Promise<string> {
  started.gateway.outcomes.push(outcome)
  return readPayment(await started.pay(buildRequest())).id
}

const statusOf = async (id: string) => (await started.deps.store.find(id))?.status
const settles = (id: string) => eventually(async () => expect(await statusOf(id)).toBe('succeeded'))

async function countCaptures(payment_id: string): Promise<number> {
  const query = sql<{ n: number }>`SELECT COUNT(*) AS n FROM ledger_transactions WHERE payment_id = ${payment_id}`
  return (await started.database.read((connection) => query.execute(connection))).rows[0]?.n ?? 0
}

describe('the sweep', () => {
  it('when a charge timed out but is at the gateway, then it is adopted and nothing is sent again', async () => {
    started.gateway.found = { kind: 'found', outcome: succeeded() }
    const id = await payWith(unknown)
    await settles(id)
    expect(started.gateway.sends).toHaveLength(1)
    expect(started.gateway.looked_up).toHaveLength(1)
    expect(await countCaptures(id)).toBe(1)
  })

  it.each([-50_000, 50_000])(
    "when the gateway's clock is %i ms off, then its charge is found and not made again",
    async (off_ms) => {
      Object.assign(started.gateway, {
        found: { kind: 'found', outcome: succeeded() },
        made_at: Date.now() + started.clock.ahead_ms + off_ms,
      })
      await settles(await payWith({ kind: 'unknown', reason: '500', key_spent: true }))
      expect(started.gateway.sends).toHaveLength(1)
    },
  )

  it('when a charge timed out and is not there, then the same key is sent again', async () => {
    started.gateway.outcomes.push(unknown)
    const { id } = readPayment(await started.pay(buildRequest()))
    await eventually(async () => expect(await statusOf(id)).not.toBe('processing'))
    const [first, second] = started.gateway.sends
    expect(second).toBe(first)
    expect(started.gateway.looked_up).toHaveLength(1)
  })

  it('when the gateway failed by itself, then the next key is sent, only after the quiet time', async () => {
    await payWith({ kind: 'unknown', reason: '500', key_spent: true })
    await eventually(() => started.gateway.looked_up.length >= 2)
    expect(started.gateway.sends).toHaveLength(1)
    started.clock.ahead_ms += 60_000
    await eventually(() => started.gateway.sends.length === 2)
    expect(started.gateway.sends[1]).toBe(`${started.gateway.sends[0]}:1`)
  })

  it('when a process died between T1 and the gateway, then the same request is sent when the lease ends', async () => {
    const charge = buildCharge({ now: Date.now() - 60_000 })
    await started.deps.store.begin(charge)
    await settles(charge.payment.id)
    expect(started.gateway.sends).toEqual([`pay:${charge.attempt.id}`])
    expect(started.gateway.looked_up).toEqual([])
  })

  it('when a slow run lost its lease, then its outcome is discarded for what the new holder wrote', async () => {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    started.gateway.outcomes.push(promise)
    const answer = started.pay(buildRequest())
    await eventually(() => started.gateway.sends.length === 1)
    started.clock.ahead_ms += 60_000
    await eventually(() => started.gateway.sends.length === 2)
    const error = { code: 'card_declined', decline_code: 'late', advice_code: null, message: 'Late.' }
    resolve({ kind: 'declined', error, gateway_ref: null })
    const response = await answer
    expect(response.statusCode).toBe(201)
    expect(await countCaptures(readPayment(response).id)).toBe(1)
  })
})
