import { describe, expect, it } from 'vitest'
import { searchTermsOf, toWords } from '../../src/domain/search-terms.ts'
import { newOrder } from '../new-order.ts'
import { toRequest } from '../order-request.ts'

describe('the terms of an order', () => {
  it('when it has all that is searched for then each is a term, in one spelling', () => {
    const order = newOrder(
      toRequest({
        customer: { email: 'Ada.L@Example.com', name: 'Áda  (Lovelace)' },
        line_items: [{ sku: 'MUG/Blue-1', title: 'Mug', quantity: 1, unit_price: 1 }],
        external_reference: 'Web 17',
      }),
    )
    const terms = ['100001', 'ada.l@example.com', 'ada.l', 'web', '17', 'ada', 'lovelace', 'mug/blue-1']
    expect(searchTermsOf(order)).toEqual(terms)
  })

  it('when it has hundreds of lines then its terms stay few', () => {
    const line_items = Array.from({ length: 500 }, (_, nth) => ({
      sku: `s${nth}`,
      title: 't',
      quantity: 1,
      unit_price: 1,
    }))
    expect(searchTermsOf(newOrder(toRequest({ line_items }))).length).toBeLessThanOrEqual(60)
  })
})

it.each([
  ['  “MUG”, tea! ', ['mug', 'tea']],
  ['Ａｄａ İ ß', ['ada', 'i', 'ß']],
  ['…', []],
])('when the words of %j are taken then they are %j', (text, words) => {
  expect(toWords(text)).toEqual(words)
})
