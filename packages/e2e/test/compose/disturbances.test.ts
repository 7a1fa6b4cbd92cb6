import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from '../../src/compose/books.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import type { Load } from '../../src/compose/load.ts'
import { DISTURBANCES } from '../../src/compose/operations.ts'
import { readFaults } from '../../src/compose/report.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'
import { underLoad } from '../../src/compose/under-load.ts'

const MINUTE_MS = 60_000
/** Less of both shows less; it is for machines that are busy with other things. */
const { COMPOSE_REQUESTS = '20000', COMPOSE_PER_S = '100' } = process.env
const REQUESTS = Number(COMPOSE_REQUESTS)

describe.skipIf(!findCompose())('compose, disturbed', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack({ replicas: 1 })
  }, 6 * MINUTE_MS)

  it(
    'when it is scaled, rolled, killed and reloaded under load, then no request fails',
    async () => {
      const load = await underLoad({ ...stack, per_s: Number(COMPOSE_PER_S), name: 'disturbed' }, (running) =>
        disturb(stack, running),
      )
      expect(await stack.replicas('orders')).toHaveLength(2)
      expect(readFaults(load.samples)).toEqual([])
      expect(load.samples.length).toBeGreaterThanOrEqual(REQUESTS)
      await expectBooksAgree(stack, load.acknowledged)
    },
    8 * MINUTE_MS,
  )
})

/** Each at least once, and again until there are enough requests to judge by. */
async function disturb(stack: Stack, load: Load): Promise<void> {
  await delay(5_000)
  for (const [turn, { name, run }] of [...DISTURBANCES, ...DISTURBANCES].entries()) {
    if (turn >= DISTURBANCES.length && load.samples.length >= REQUESTS) break
    load.phase(name)
    await run(stack)
  }
  load.phase('a rollout that gives up')
  await expect(stack.with({ LOG_LEVEL: 'nonsense' }).infra('rollout', 'orders')).rejects.toThrow(/not healthy/)
}
