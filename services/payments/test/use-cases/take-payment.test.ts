import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { buildRequest } from '../build-charge.ts'
import { succeeded } from '../fake-gateway.ts'
import { readPayment, type StartedApp, startApp } from '../start-app.ts'

let started: StartedApp

beforeAll(async () => {
  started = await startApp()
})
beforeEach(() => {
  started.gateway.sends.length = 0
})
afterAll(() => started.close())

describe('the same key again', () => {
  it('when the first is settled, then the payment as it is, said to be replayed, and no second charge', async () => {
    const request = buildRequest()
    const first = await started.pay(request)
    const again = await started.pay(request)
    expect(first.headers['idempotent-replayed']).toBeUndefined()
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect([again.statusCode, again.json()]).toEqual([201, first.json()])
    expect(started.gateway.sends).toHaveLength(1)
  })

  it('when the first is in flight, then it waits for it', async () => {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    started.gateway.outcomes.push(promise)
    const request = buildRequest()
    const both = [started.pay(request), started.pay(request)]
    resolve(succeeded())
    const answers = await Promise.all(both)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201])
    expect(started.gateway.sends).toHaveLength(1)
  })

  it('when its outcome is unknown, then 202 again, and nothing is sent', async () => {
    started.gateway.outcomes.push({ kind: 'unknown', reason: 'timeout', key_spent: false })
    const request = buildRequest()
    await started.pay(request)
    expect((await started.pay(request)).statusCode).toBe(202)
    expect(started.gateway.sends).toHaveLength(1)
  })

  it('when the body is another, then 422', async () => {
    const request = buildRequest()
    await started.pay(request)
    const other = await started.pay({ ...request, amount: 3001 })
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('when another client uses it, then it is another key', async () => {
    const response = await started.pay(buildRequest(), { 'idempotency-key': 'shared' })
    const key = { client_id: 'reader', idempotency_key: 'shared' }
    expect(response.statusCode).toBe(201)
    expect(await started.deps.store.findByKey(key)).toBeUndefined()
  })
})

describe('another key', () => {
  it('when the order is paid or under way, then 409 and no charge', async () => {
    const request = buildRequest()
    await started.pay(request)
    const second = await started.pay(request, { 'idempotency-key': 'another' })
    expect([second.statusCode, second.json().code]).toEqual([409, 'order_already_paid'])
    expect(started.gateway.sends).toHaveLength(1)
  })

  it('when 20 come for one order at once, then one charge', async () => {
    const request = buildRequest()
    const keys = Array.from({ length: 20 }, (_, index) => ({ 'idempotency-key': `${request.order_id}-${index}` }))
    const answers = await Promise.all(keys.map((key) => started.pay(request, key)))
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1)
    expect(started.gateway.sends).toHaveLength(1)
  })
})

describe('statements of a charge', () => {
  it('when a card pays, then 8 statements in 2 commits', async () => {
    const { statements, commits } = started.database.counts
    expect(readPayment(await started.pay(buildRequest())).status).toBe('succeeded')
    const { counts } = started.database
    expect([counts.statements - statements, counts.commits - commits]).toEqual([8, 2])
  })
})
