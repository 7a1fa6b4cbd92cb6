import { describe, expect, it } from 'vitest'
import { formatTable } from '../src/report/format-table.ts'
import { replaceBetween } from '../src/report/keep-result.ts'
import { median } from '../src/report/summarize.ts'

describe('the report', () => {
  it('when a page has its markers, then only what is between them is replaced', () => {
    const page = 'a\n<!-- bench real -->\nold\n<!-- /bench real -->\nb\n'
    expect(replaceBetween(page, 'real', 'new')).toBe('a\n<!-- bench real -->\nnew\n<!-- /bench real -->\nb\n')
    expect(() => replaceBetween(page, 'sqlite', 'new')).toThrow('no <!-- bench sqlite -->')
  })

  it('when rows differ in length, then the columns stay aligned', () => {
    expect(
      formatTable(
        ['', 'n'],
        [
          ['a', '1'],
          ['long', '200'],
        ],
      ),
    ).toBe(['|      |   n |', '| ---- | --: |', '| a    |   1 |', '| long | 200 |'].join('\n'))
  })

  it('when the count of values is odd or even, then the median is the middle one or between the middle two', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([])).toBe(0)
  })
})
