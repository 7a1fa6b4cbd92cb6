import { beforeEach, describe, expect, it } from 'vitest'
import { askTogether } from '../../src/use-cases/ask-together.ts'

/** Of what was asked and is not answered yet. */
let open: PromiseWithResolvers<string>[]
let asked: unknown[]
let ask: (question?: unknown) => Promise<string>
beforeEach(() => {
  open = []
  asked = []
  ask = askTogether((question?: unknown) => {
    asked.push(question)
    const answer = Promise.withResolvers<string>()
    open.push(answer)
    return answer.promise
  })
})

/** Until what waits for the answer has gone on. */
async function answer(text: string): Promise<void> {
  open.shift()?.resolve(text)
  await new Promise(setImmediate)
}

describe('asking together', () => {
  it('when many ask while one is asking then one more asking answers them all', async () => {
    const first = ask({ after: 1 })
    const others = Promise.all([ask({ after: 1 }), ask({ after: 1 }), ask({ after: 1 })])
    await answer('early')
    await answer('late')
    expect(await first).toBe('early')
    expect(await others).toEqual(['late', 'late', 'late'])
    expect(asked).toHaveLength(2)
  })

  it('when one asks between two askings then it is not answered by what was asked before', async () => {
    void ask({})
    const second = ask({})
    await answer('first')
    const third = ask({})
    await answer('second')
    await answer('third')
    expect([await second, await third]).toEqual(['second', 'third'])
  })

  it('when another question is asked then it does not wait', async () => {
    const one = ask({ after: 1 })
    const other = ask({ after: 2 })
    expect(asked).toEqual([{ after: 1 }, { after: 2 }])
    await answer('one')
    await answer('other')
    expect([await one, await other]).toEqual(['one', 'other'])
  })

  it('when everyone has been answered then the next asking begins at once', async () => {
    void ask()
    void ask()
    await answer('')
    await answer('')
    void ask()
    expect(asked).toHaveLength(3)
  })

  it('when an asking fails then who shared it hears so, and the next are answered', async () => {
    const first = ask({})
    const second = ask({})
    const third = ask({})
    open.shift()?.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
    await answer('back')
    expect([await second, await third]).toEqual(['back', 'back'])
  })
})
