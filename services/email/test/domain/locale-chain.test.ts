import { expect, it } from 'vitest'
import { localeChain } from '../../src/domain/locale-chain.ts'

it('when a locale is looked up, then its parents follow, and English is the end', () => {
  expect(localeChain('pt-BR')).toEqual(['pt-BR', 'pt', 'en'])
  expect(localeChain('zh-Hant-TW')).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh', 'en'])
  expect(localeChain('en')).toEqual(['en'])
})
