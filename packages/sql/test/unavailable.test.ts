import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database.ts'

const sockets = new Set<Socket>()
let silent: Server

beforeAll(async () => {
  silent = createServer((socket) => {
    sockets.add(socket)
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  silent.close()
})

const urls = {
  'is refused': () => 'mysql://root:root@127.0.0.1:1/t',
  'never answers': () => `mysql://root:root@127.0.0.1:${(silent.address() as AddressInfo).port}/t`,
  'has no such name': () => 'mysql://root:root@nowhere.invalid/t',
}

describe.each(Object.entries(urls))('a database whose connection %s', (_what, urlOf) => {
  it.each(['read', 'write', 'writeOne'] as const)(
    'when it is asked to %s, then database_unavailable within 2 s',
    async (way) => {
      const database = await openDatabase<{ things: { id: string } }>(urlOf())
      const begun = performance.now()
      const asked = database[way]((unit) => unit.selectFrom('things').selectAll().execute())
      await expect(asked).rejects.toMatchObject({ kind: 'unavailable', code: 'database_unavailable', retry_after_s: 1 })
      expect(performance.now() - begun).toBeLessThan(2000)
      await database.close()
    },
  )

  it('when it is probed, then it rejects within 2 s', async () => {
    const database = await openDatabase(urlOf())
    const begun = performance.now()
    await expect(database.probe()).rejects.toThrow()
    expect(performance.now() - begun).toBeLessThan(2000)
    await database.close()
  })
})
