import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from '../../src/compose/books.ts'
import { findCompose } from '../../src/compose/find-compose.ts'
import { readFaults } from '../../src/compose/report.ts'
import { openStack, ROOT, type Stack } from '../../src/compose/stack.ts'
import { underLoad } from '../../src/compose/under-load.ts'
import { createClient } from '../../src/plain-client.ts'

const MINUTE_MS = 60_000

describe.skipIf(!findCompose())('compose, its keys changed', () => {
  let before: Stack
  beforeAll(async () => {
    before = await openStack({ replicas: 1 })
  }, 6 * MINUTE_MS)

  it(
    'when keys and a password are changed under load, then no request fails, and what was before is worth nothing',
    async () => {
      const keys = await readKeys(before)
      const password = await readPassword(before)
      const load = await underLoad({ ...before, per_s: 60, name: 'keys' }, async ({ phase }) => {
        phase('the key of the services')
        await before.infra('rotate', 'service-key')
        phase('the key of the shop')
        await before.infra('rotate', 'api-key')
        phase('a password of MySQL')
        await before.script(readDocumented('A password of MySQL'), { NEW: randomBytes(24).toString('hex') })
      })
      expect(readFaults(load.samples)).toEqual([])
      const after = await openStack()
      await expectBooksAgree(after, load.acknowledged)

      expect((await readKeys(after)).service_key).toMatch(/^sk_\S+$/)
      expect((await readKeys(after)).service_key).not.toBe(keys.service_key)
      expect(await readPassword(after)).not.toBe(password)
      expect(await logsIn(after, password)).toBe(false)
      expect(await logsIn(after, await readPassword(after))).toBe(true)

      expect(after.api_key).not.toBe(before.api_key)
      expect([await statusOf(before), await statusOf(after)]).toEqual([200, 200])
      await after.infra('rotate', 'api-key', '--finish')
      expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200])
    },
    6 * MINUTE_MS,
  )

  it('when no such key is, then rotate says what there is', async () => {
    await expect(before.infra('rotate', 'everything')).rejects.toThrow('usage: infra/rotate')
  })
})

/** The block of commands right behind what docs/operations.md calls `title`. */
function readDocumented(title: string): string {
  const text = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8')
  const [, commands] = text.slice(text.indexOf(title)).split('```\n')
  return commands ?? ''
}

const readKeys = async ({ compose }: Stack) =>
  JSON.parse(await compose('run', '--rm', '--no-deps', '-T', 'init', 'export-keys')) as { service_key: string }

const readPassword = ({ compose }: Stack) => compose('exec', '-T', 'payments-db', 'cat', '/run/secrets/password')

async function logsIn({ compose }: Stack, password: string): Promise<boolean> {
  const client = ['mysql', '--host=127.0.0.1', '--user=payments', `--password=${password}`, '--execute=SELECT 1']
  return compose('exec', '-T', 'payments-db', ...client).then(
    () => true,
    () => false,
  )
}

async function statusOf(stack: Stack): Promise<number> {
  const client = createClient(stack)
  const { status } = await client.get('/orders?limit=1')
  client.close()
  return status
}
