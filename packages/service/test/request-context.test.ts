import { describe, expect, it } from 'vitest'
import { currentContext, newContext, readContext, runInContext } from '../src/request-context.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`

describe('readContext', () => {
  it('when the caller names its request and trace, then they go on under a span of our own', () => {
    const context = readContext({ 'x-request-id': 'shop-42', traceparent: TRACEPARENT }, 0)
    expect(context.request_id).toBe('shop-42')
    expect(context.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`))
    expect(context.traceparent).not.toBe(TRACEPARENT)
  })

  it.each([
    ['an id with a line break', { 'x-request-id': 'a\nb' }],
    ['an id that is too long', { 'x-request-id': 'x'.repeat(129) }],
    ['no id', {}],
  ])('when there is %s, then a new id begins', (_what, headers) => {
    expect(readContext(headers, 0).request_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${TRACE}-${'0'.repeat(16)}-01`, 'nonsense'])(
    'when the traceparent is %s, then a new trace begins',
    (traceparent) => {
      expect(readContext({ traceparent }, 0).traceparent).not.toContain(TRACE)
    },
  )

  it('when the caller says how long it waits, then that is the deadline', () => {
    expect(readContext({ 'x-deadline-ms': '250' }, 1000).deadline).toBe(1250)
  })

  it.each(['-5', 'soon'])('when it says %s, then there is no deadline', (given) => {
    expect(readContext({ 'x-deadline-ms': given }, 1000).deadline).toBeUndefined()
  })
})

describe('runInContext', () => {
  it('when work awaits, then its context is still there, and gone outside', async () => {
    const context = newContext()
    const seen = await runInContext(context, async () => {
      await new Promise(setImmediate)
      return currentContext()
    })
    expect(seen).toBe(context)
    expect(currentContext()).toBeUndefined()
  })
})
