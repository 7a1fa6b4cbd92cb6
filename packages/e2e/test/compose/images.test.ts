import { beforeAll, describe, expect, it } from 'vitest'
import { findCompose } from '../../src/compose/find-compose.ts'
import { IMAGES, readAddedSize, runIn } from '../../src/compose/images.ts'
import { rebuild } from '../../src/compose/rebuild.ts'
import { openStack, type Stack } from '../../src/compose/stack.ts'

const MINUTE_MS = 60_000
const MOST_BYTES = 200_000_000
const REBUILD_MS = 15_000

describe.skipIf(!findCompose())('compose, its images', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack()
  }, 6 * MINUTE_MS)

  it.each(IMAGES)('when %s is weighed, then it adds at most 200 MB to its base, before compression', async (image) => {
    const added = await readAddedSize(stack, image)
    process.stdout.write(`${image}: ${Math.round(added / 1e6)} MB over its base\n`)
    expect(added).toBeLessThan(MOST_BYTES)
  })

  it.each([
    ['orders', 'services/orders'],
    ['payments', 'services/payments'],
    ['email', 'services/email'],
    ['stripe-sandbox', ''],
  ])('when %s is looked into, then no other service, no test and no tool of ours is in it', async (image, own) => {
    expect(await runIn(stack, image, 'ls -d /app/services/*/src 2>/dev/null || true')).toBe(own && `/app/${own}/src`)
    expect(await runIn(stack, image, 'ls /app/node_modules/.pnpm')).not.toMatch(
      /^(typescript|vitest|@biomejs|knip|node)@/m,
    )
    expect(await runIn(stack, image, 'find /app/services /app/packages -name test -not -path "*/node_modules/*"')).toBe(
      '',
    )
    expect(
      await runIn(stack, image, 'find / -xdev -name "*.pem" -path "*key*"; ls /run/secrets 2>/dev/null || true'),
    ).toBe('')
  })

  it(
    'when a line of source is changed, then the next build takes at most 15 s',
    async () => {
      const took_ms = await rebuild(stack, 'orders')
      process.stdout.write(`orders: built again in ${Math.round(took_ms)} ms\n`)
      expect(took_ms).toBeLessThan(REBUILD_MS)
    },
    3 * MINUTE_MS,
  )
})
