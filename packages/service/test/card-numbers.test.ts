import { afterAll, describe, expect, it } from 'vitest'
import { holdsCardNumber } from '../src/card-numbers.ts'
import { ADMIN_KEY, bearer } from './test-app.ts'
import { app } from './things-app.ts'

const holds = (text: string) => holdsCardNumber(text, { codes: false })

describe('holdsCardNumber', () => {
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    'my card is 5555 5555 5555 4444, thanks',
    '378282246310005',
    '6011111111111117',
    '30569309025904',
    '3566002020360505',
    '6200000000000005',
    '2223003122003222',
    '4222222222222',
    '(4000056655665556)',
  ])('when it is a card number (%s), then yes', (text) => {
    expect(holds(text)).toBe(true)
  })

  it.each([
    '4242424242424241',
    '424242424242',
    '42424242424242424242',
    'ord_01m85cmz3eeew9zvt5nkthsy9c',
    'pi_4242424242424242',
    '+4915112345678',
    '1764000000000',
    '2026-11-24T10:40:42.000Z',
    '9007199254740991',
    '0000000000000000',
    '1234567890123456',
    '4242.424242424242',
    'a4242424242424242',
    '550e8400-e29b-41d4-a716-446655440000',
  ])('when it is none (%s), then no', (text) => {
    expect(holds(text)).toBe(false)
  })

  it('when a barcode passes for a short card number, then not where barcodes are', () => {
    expect(holdsCardNumber('4222222222222', { codes: true })).toBe(false)
    expect(holdsCardNumber('4242424242424242', { codes: true })).toBe(true)
  })
})

describe('a body with a card number', () => {
  afterAll(() => app.close())
  const send = (payload: object) => app.inject({ method: 'POST', url: '/things', payload, headers: bearer(ADMIN_KEY) })

  it.each([
    [{ name: '4242 4242 4242 4242' }, '/name'],
    [{ name: 'a', more: { deep: [{ note: 'card 4242424242424242' }] } }, '/more/deep/0/note'],
    [{ amount: 4242424242424242 }, '/amount'],
    [{ metadata: { '4242424242424242': 'x' } }, '/metadata'],
  ])('when it is anywhere in it, then 422 with the pointer and nothing of the number', async (payload, pointer) => {
    const answer = await send(payload)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'card_number_refused'])
    expect(answer.json().errors).toMatchObject([{ pointer, code: 'card_number_refused' }])
    expect(answer.body).not.toMatch(/4242/)
  })

  it('when it is a carrier’s number of a parcel, then it is no card', async () => {
    const answer = await send({ tracking: { carrier: 'canada_post', number: '4242424242424242' } })
    expect(answer.json().code).not.toBe('card_number_refused')
  })
})
