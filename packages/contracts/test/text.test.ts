import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { amount, positiveAmount } from '../src/money.ts'
import { paymentMethod } from '../src/payments.ts'
import { id, line, locale, metadata, prose } from '../src/text.ts'

const takes = (schema: TSchema, value: unknown): boolean => Value.Check(schema, value)

describe('text that people read', () => {
  it.each(['Ada', 'Zoë Ünsal', '山田太郎', "O'Brien <b>", '👩‍🚀'])('when a line is %s, then it is taken', (text) => {
    expect(takes(line(20), text)).toBe(true)
  })

  it.each([
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['a tab', 'a\tb'],
    ['NUL', 'a\u0000b'],
    ['DEL', 'a\u007fb'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['nothing', ''],
    ['21 characters', 'x'.repeat(21)],
  ])('when a line has %s, then it is refused', (_what, text) => {
    expect(takes(line(20), text)).toBe(false)
  })

  it('when prose has line breaks and tabs, then it is taken; other controls are not', () => {
    expect([takes(prose(20), 'a\n\tb'), takes(prose(20), ''), takes(prose(20), 'a\u0000')]).toEqual([true, true, false])
  })
})

describe('ids, locales, tokens', () => {
  it.each([
    [`ord_${'0'.repeat(26)}`, true],
    [`pay_${'0'.repeat(26)}`, false],
    [`ord_${'0'.repeat(25)}`, false],
    [`ord_${'i'.repeat(26)}`, false],
    [`ord_${'A'.repeat(26)}`, false],
    [`ord_${'0'.repeat(26)}\n`, false],
  ])('when an order id is %j, then taken: %s', (text, expected) => {
    expect(takes(id('ord'), text)).toBe(expected)
  })

  it.each([
    ['en', true],
    ['pt-BR', true],
    ['zh-Hant-TW', true],
    ['EN', false],
    ['e', false],
    ['en_US', false],
  ])('when a locale is %s, then taken: %s', (text, expected) => {
    expect(takes(locale, text)).toBe(expected)
  })

  it.each([
    ['pm_card_visa', true],
    ['4242424242424242', false],
    ['pm_', false],
    ['pm_card visa', false],
  ])('when a payment method is %s, then taken: %s', (text, expected) => {
    expect(takes(paymentMethod, text)).toBe(expected)
  })
})

describe('amounts', () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])('when it is %d, then it is taken', (value) => {
    expect(takes(amount, value)).toBe(true)
  })

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, Number.POSITIVE_INFINITY, '5', null])(
    'when it is %s, then it is refused',
    (value) => {
      expect(takes(amount, value)).toBe(false)
    },
  )

  it('when nothing is to be paid, then it is no payment', () => {
    expect(takes(positiveAmount, 0)).toBe(false)
  })
})

describe('metadata', () => {
  it.each([
    ['texts by key', { cart: 'c1', 'utm.source:x-y': '' }, true],
    ['a number', { cart: 1 }, false],
    ['a key with a space', { 'a b': 'c' }, false],
    ['a text over 500', { a: 'x'.repeat(501) }, false],
    ['51 keys', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])), false],
  ])('when it is %s, then taken: %s', (_what, value, expected) => {
    expect(takes(metadata, value)).toBe(expected)
  })
})
