import { eventually } from '@tradewind/testkit/eventually.ts'
import { describe, expect, it } from 'vitest'
import { createLogger } from '../src/logger.ts'
import { startLoop } from '../src/loop.ts'
import { createRuntime } from '../src/runtime.ts'

const LONG_MS = 3_600_000
const log = createLogger({ service: 'test', level: 'silent' })
const start = (look: () => Promise<boolean>, interval_ms = LONG_MS) =>
  startLoop({ name: 'test', interval_ms, runtime: createRuntime(), log, look })

describe('startLoop', () => {
  it('when a look says there may be more, then the next follows at once', async () => {
    let looks = 0
    const loop = start(async () => {
      looks += 1
      return looks < 5
    })
    await eventually(() => expect(looks).toBe(5))
    await loop.stop()
  })

  it('when it is woken while it rests, then it looks again; when stopped, no more', async () => {
    let looks = 0
    const loop = start(async () => {
      looks += 1
      return false
    })
    await eventually(() => expect(looks).toBe(1))
    loop.wake()
    await eventually(() => expect(looks).toBe(2))
    await loop.stop()
    loop.wake()
    await new Promise(setImmediate)
    expect(looks).toBe(2)
  })

  it('when it is woken in the middle of a look, then it looks once more', async () => {
    let looks = 0
    const loop = start(async () => {
      looks += 1
      await new Promise(setImmediate)
      if (looks === 1) loop.wake()
      return false
    })
    await eventually(() => expect(looks).toBe(2))
    await loop.stop()
  })

  it('when a look throws, then the loop goes on', async () => {
    let looks = 0
    const loop = start(async () => {
      looks += 1
      throw new Error('away')
    }, 1)
    await eventually(() => expect(looks).toBeGreaterThan(2))
    await loop.stop()
  })

  it('when it is stopped in the middle of a look, then it waits for its end', async () => {
    let isDone = false
    const { promise, resolve } = Promise.withResolvers<void>()
    const loop = start(async () => {
      await promise
      isDone = true
      return true
    })
    const stopped = loop.stop()
    resolve()
    await stopped
    expect(isDone).toBe(true)
  })
})
