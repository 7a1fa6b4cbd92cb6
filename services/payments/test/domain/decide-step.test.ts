import { describe, expect, it } from 'vitest'
import { type Attempt, gatewayKeyOf } from '../../src/domain/attempt.ts'
import { decideAfterLookUp, decideFirstStep } from '../../src/domain/decide-step.ts'
import type { LookUp } from '../../src/domain/outcome.ts'
import { buildCharge } from '../build-charge.ts'

const HOUR_MS = 3_600_000
const none: LookUp = { kind: 'none' }
const attemptWith = (given: Partial<Attempt>): Attempt => ({ ...buildCharge().attempt, ...given })
const first = (given: Partial<Attempt>, now: number) => decideFirstStep(attemptWith(given), { now, retry_scale: 1 })

function afterLookUp(given: Partial<Attempt>, { now, found = none }: { now: number; found?: LookUp }) {
  return decideAfterLookUp({ attempt: attemptWith(given), found }, { now, retry_scale: 1 })
}

describe('decideFirstStep', () => {
  it('when a crash left it sent, then the same key is sent again', () => {
    expect(first({ status: 'sent' }, 20_000)).toMatchObject({ kind: 'send', attempt: { key_seq: 0, sent_at: 20_000 } })
  })

  it('when nothing was sent, then it is sent', () => {
    expect(first({ status: 'pending' }, 20_000).kind).toBe('send')
  })

  it('when the outcome is unknown, then it is looked up', () => {
    expect(first({ status: 'unknown' }, 20_000).kind).toBe('look_up')
  })

  it('when the key is older than the gateway keeps it, then it is looked up', () => {
    expect(first({ status: 'sent' }, 23 * HOUR_MS).kind).toBe('look_up')
  })
})

describe('decideAfterLookUp', () => {
  it('when the charge is found, then it is adopted', () => {
    const outcome = { kind: 'in_use' as const, reason: '' }
    expect(afterLookUp({}, { now: 0, found: { kind: 'found', outcome } })).toEqual({ kind: 'adopt', outcome })
  })

  it('when it is not found and the key lives, then the same key is sent again', () => {
    expect(afterLookUp({}, { now: 2_000 })).toMatchObject({
      kind: 'send',
      attempt: { key_seq: 0, key_at: 0, sent_at: 2_000 },
    })
  })

  it('when the key is spent and the last send is 29 s past, then it waits', () => {
    expect(afterLookUp({ key_spent: true }, { now: 29_000 }).kind).toBe('wait')
  })

  it('when the key is spent and the last send is 30 s past, then the next key is sent', () => {
    const step = afterLookUp({ key_spent: true }, { now: 30_000 })
    expect(step).toMatchObject({ kind: 'send', attempt: { key_seq: 1, key_at: 30_000, key_spent: false } })
    expect(step.kind === 'send' && gatewayKeyOf(step.attempt)).toMatch(/^pay:att_\w{26}:1$/)
  })

  it('when not everything could be looked through, then no next key is used', () => {
    const found: LookUp = { kind: 'unsure', reason: 'too many' }
    expect(afterLookUp({ key_spent: true }, { now: HOUR_MS, found }).kind).toBe('wait')
  })
})
