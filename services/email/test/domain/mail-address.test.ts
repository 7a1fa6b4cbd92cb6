import { expect, it } from 'vitest'
import { domainOf, readMailAddress } from '../../src/domain/mail-address.ts'

it('when an address has a name, then both are read', () => {
  expect(readMailAddress('Tradewind <orders@tradewind.example>')).toEqual({
    ...{ email: 'orders@tradewind.example', name: 'Tradewind' },
  })
  expect(readMailAddress('a@b.example')).toEqual({ email: 'a@b.example', name: null })
  expect(domainOf(readMailAddress('a@b.example'))).toBe('b.example')
})

it('when it is no address, then it is refused', () => {
  for (const text of ['', 'a', 'a@', 'Name <>', 'a@b, c@d <e@f>x'])
    expect(() => readMailAddress(text)).toThrow(RangeError)
})
