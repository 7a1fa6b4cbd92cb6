import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/domain/outcome.ts'
import { createGuardedGateway } from '../../src/gateways/guarded-gateway.ts'
import { createFakeGateway } from '../fake-gateway.ts'

const call = { kind: 'charge' as const, request: '{}', key: 'pay:att_1' }
const timeout: Outcome = { kind: 'unknown', reason: 'timeout', key_spent: false }
const declined: Outcome = {
  kind: 'declined',
  error: { code: 'card_declined', decline_code: 'lost_card', advice_code: null, message: 'No.' },
  gateway_ref: null,
}

async function sendAll(outcomes: Outcome[]) {
  const fake = createFakeGateway()
  const guarded = createGuardedGateway(fake, { retry_scale: 0.001 })
  fake.outcomes.push(...outcomes)
  for (const _ of outcomes) await guarded.gateway.send(call)
  return { fake, ...guarded }
}

describe('the breaker', () => {
  it('when five sends in a row have no answer, then the next is not sent and says so', async () => {
    const { fake, gateway, state } = await sendAll(Array(5).fill(timeout))
    expect(state()).toBe(2)
    expect(await gateway.send(call)).toMatchObject({ kind: 'not_sent' })
    expect(fake.sends).toHaveLength(5)
  })

  it('when what has no answer is unknown, then it stays unknown', async () => {
    const { fake, gateway } = await sendAll(Array(4).fill(timeout))
    fake.outcomes.push(timeout)
    expect((await gateway.send(call)).kind).toBe('unknown')
  })

  it('when cards are declined, then the gateway is there', async () => {
    const { state } = await sendAll(Array(8).fill(declined))
    expect(state()).toBe(0)
  })

  it('when an answer comes in between, then the count begins anew', async () => {
    const { state } = await sendAll([...Array(4).fill(timeout), declined, ...Array(4).fill(timeout)])
    expect(state()).toBe(0)
  })

  it('when it has rested, then one send tries, and with its answer all go out again', async () => {
    const { fake, gateway, state } = await sendAll(Array(5).fill(timeout))
    await eventually(async () => expect((await gateway.send(call)).kind).toBe('settled'))
    expect(state()).toBe(0)
    expect(fake.sends).toHaveLength(6)
  })

  it('when the one that tries has no answer, then it rests again', async () => {
    const { fake, gateway, state } = await sendAll(Array(5).fill(timeout))
    fake.outcomes.push(timeout)
    await eventually(async () => expect((await gateway.send(call)).kind).toBe('unknown'))
    expect(state()).toBe(2)
  })
})
