import { describe, expect, it } from 'vitest'
import { createHealth } from '../src/health-routes.ts'

describe('createHealth', () => {
  it('when the database does not answer, then the replica is not ready; when it answers again, it is', async () => {
    let now_ms = 0
    let isUp = false
    const health = createHealth(
      async () => {
        if (!isUp) throw new Error('away')
      },
      () => now_ms,
    )
    expect(await health.ready()).toBe(false)
    isUp = true
    expect(await health.ready()).toBe(false)
    now_ms = 1000
    expect(await health.ready()).toBe(true)
  })

  it('when it is asked often, then the database is asked once a second', async () => {
    let now_ms = 0
    let asked = 0
    const health = createHealth(
      async () => {
        asked += 1
      },
      () => now_ms,
    )
    for (now_ms = 0; now_ms < 3000; now_ms += 100) await health.ready()
    expect(asked).toBe(3)
  })

  it('when the database hangs, then it is not ready, within 2 s', async () => {
    const begun = performance.now()
    const health = createHealth(
      () => new Promise(() => undefined),
      () => 0,
    )
    expect(await health.ready()).toBe(false)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
