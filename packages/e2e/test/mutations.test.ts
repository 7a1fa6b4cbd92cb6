import { afterAll, describe, expect, it } from 'vitest'
import { copyTree } from '../src/mutated-tree.ts'
import { MUTATIONS } from '../src/mutations.ts'

describe('a test must be able to fail', () => {
  const tree = copyTree()
  afterAll(() => tree.remove())

  it.each([...new Set(MUTATIONS.map(({ tests }) => tests))])(
    'when nothing is taken away, then %s is green',
    (tests) => {
      const nothing = { guard: 'none', file: 'package.json', find: 'tradewind', replace: 'tradewind', tests }
      const { red, output } = tree.run(nothing)
      expect(red, output).toBe(false)
    },
    130_000,
  )

  it.each(MUTATIONS)(
    'when $guard is taken away, then $tests is red',
    (mutation) => {
      const { red, output } = tree.run(mutation)
      expect(red, output).toBe(true)
      expect(output).toMatch(/AssertionError|expected/)
    },
    130_000,
  )
})
