import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concludeAttempt, expire } from '../../src/domain/conclude-attempt.ts'
import { toError } from '../../src/domain/outcome.ts'

const now_ms = Date.parse('2026-11-23T12:00:00.000Z')
const moment = { now_ms, random: () => 0.5, retry_scale: 1 }
const email = { attempt_count: 0, expires_at: '2026-11-26T12:00:00.000Z' }
const error = toError('timeout')

describe('concludeAttempt', () => {
  it('when the mail is delivered or accepted, then all is done', () => {
    for (const kind of ['delivered', 'accepted'] as const) {
      expect(concludeAttempt(email, { kind }, moment)).toMatchObject({ status: kind, next_at: null, attempt_count: 1 })
    }
  })

  it('when it is refused for good, then it has failed and is not tried again', () => {
    expect(concludeAttempt(email, { kind: 'failed', error }, moment)).toMatchObject({ status: 'failed', next_at: null })
  })

  it.each([
    [0, 30],
    [1, 120],
    [2, 600],
    [5, 7200],
    [8, 43_200],
  ])('when attempt %i + 1 is deferred, then the next is %i s later', (attempt_count, wait_s) => {
    const { status, next_at } = concludeAttempt({ ...email, attempt_count }, { kind: 'deferred', error }, moment)
    expect(status).toBe('deferred')
    expect(Date.parse(next_at ?? '') - now_ms).toBe(wait_s * 1000)
  })

  it('when waiting is scaled, then so is the next try', () => {
    const { next_at } = concludeAttempt(email, { kind: 'unknown', error }, { ...moment, retry_scale: 0.01 })
    expect(Date.parse(next_at ?? '') - now_ms).toBe(300)
  })

  it('when the next try would come too late, then a mail not sent expires, and one that may have arrived does not', () => {
    const late = { ...email, expires_at: '2026-11-23T12:00:10.000Z' }
    expect(concludeAttempt(late, { kind: 'deferred', error }, moment)).toMatchObject({
      status: 'expired',
      next_at: null,
    })
    expect(concludeAttempt(late, { kind: 'unknown', error }, moment)).toMatchObject({ status: 'failed', next_at: null })
  })

  it('when anything happens, then what waits has a next time before it expires, and what has ended has none', () => {
    const outcomes = fc.constantFrom(...(['deferred', 'failed', 'unknown'] as const).map((kind) => ({ kind, error })), {
      kind: 'accepted' as const,
    })
    fc.assert(
      fc.property(outcomes, fc.nat(30), fc.double({ min: 0, max: 0.999, noNaN: true }), (outcome, attempts, chance) => {
        const before = { ...email, attempt_count: attempts }
        const { status, next_at } = concludeAttempt(before, outcome, { ...moment, random: () => chance })
        expect(next_at !== null).toBe(['deferred', 'unknown'].includes(status))
        if (next_at !== null) expect(next_at < email.expires_at && Date.parse(next_at) > now_ms).toBe(true)
      }),
    )
  })
})

describe('expire', () => {
  it('when an email was not sent in its time, then it keeps its last error', () => {
    const expired = expire({ attempt_count: 3, last_error: error }, now_ms)
    expect(expired).toMatchObject({ status: 'expired', next_at: null, attempt_count: 3, last_error: error })
  })
})
