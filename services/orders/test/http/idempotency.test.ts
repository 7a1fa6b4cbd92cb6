import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { toRequest } from '../order-request.ts'
import { captures, declines, isUnsure } from '../scripted-clients.ts'
import { faultsOf, useApp } from './start-app.ts'

const { started, post, get } = useApp()
const KEY = { 'idempotency-key': 'k' }

describe('when the same create comes again', () => {
  it('then it is the same order, said to be replayed, with one charge and one mail', async () => {
    const first = await post(toRequest(), KEY)
    await eventually(() => expect(started().emails.calls).toHaveLength(1))
    const again = await post(toRequest(), KEY)
    expect(again.statusCode).toBe(201)
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true', location: first.headers.location })
    expect(again.json()).toEqual(first.json())
    expect([started().payments.calls.length, started().emails.calls.length]).toEqual([1, 1])
  })

  it('then its key may be quoted', async () => {
    const first = await post(toRequest(), KEY)
    const again = await post(toRequest(), { 'idempotency-key': '"k"' })
    expect(again.json().id).toBe(first.json().id)
  })

  it('after a decline then it is declined again, and not charged again', async () => {
    started().payments.script = declines
    const first = await post(toRequest(), KEY)
    const again = await post(toRequest(), KEY)
    expect([first.statusCode, again.statusCode]).toEqual([402, 402])
    expect(again.json()).toEqual(first.json())
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(started().payments.calls).toHaveLength(1)
  })

  it('after a 202 then it is the order as it is now', async () => {
    started().payments.script = isUnsure
    expect((await post(toRequest(), { ...KEY, prefer: 'wait=0' })).statusCode).toBe(202)
    started().payments.script = captures
    const again = await post(toRequest(), KEY)
    expect(again.statusCode).toBe(201)
    expect(again.json()).toMatchObject({ status: 'confirmed' })
    expect(new Set(started().payments.calls.map(({ key }) => key)).size).toBe(1)
  })

  it('20 times at once then one order is made, and all hear its id', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(toRequest(), KEY)))
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201))
    expect(answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined)).toHaveLength(1)
    expect((await get('/orders')).json().data).toHaveLength(1)
    expect(started().payments.calls).toHaveLength(1)
  })

  it('from another client then it is another order', async () => {
    const first = await post(toRequest(), KEY)
    const theirs = await post(toRequest(), { ...KEY, authorization: 'Bearer sk_admin' })
    expect(theirs.json().id).not.toBe(first.json().id)
  })
})

describe('when a key is not right', () => {
  it('and comes with another body then it is 422', async () => {
    await post(toRequest(), KEY)
    const other = await post(toRequest({ note: 'other' }), KEY)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused'])
  })

  it.each(['', '  ', '""'])('and is missing (%j) then it is 400', async (key) => {
    const answer = await post(toRequest(), { 'idempotency-key': key })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency_key_missing'])
  })

  it.each(['x'.repeat(256), 'é'])('and is too long or not printable then it is 422', async (key) => {
    const answer = await post(toRequest(), { 'idempotency-key': key })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'validation_failed'])
    expect(faultsOf(answer.json())).toEqual(['/headers/idempotency-key invalid_format'])
  })

  it('and has 255 characters then it is taken', async () => {
    expect((await post(toRequest(), { 'idempotency-key': 'x'.repeat(255) })).statusCode).toBe(201)
  })
})

describe('when an external reference is in use', () => {
  it('then it is 409 with a pointer, and the first order is as it was', async () => {
    const request = toRequest({ external_reference: 'r' })
    await post(request)
    const again = await post(request)
    expect([again.statusCode, again.json().code]).toEqual([409, 'external_reference_in_use'])
    expect(faultsOf(again.json())).toEqual(['/external_reference external_reference_in_use'])
    expect(started().payments.calls).toHaveLength(1)
  })
})
