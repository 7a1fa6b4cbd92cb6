import { join } from 'node:path'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { startProcess } from '@tradewind/testkit/process.ts'
import { describe, expect, it } from 'vitest'
import { openThings } from './things.ts'

const entry = join(import.meta.dirname, 'programs/writer.ts')

describe.each(sqlDatabases())('durability on $kind', ({ create }) => {
  it('when a process is killed in the middle of its writes, then nothing it was told is lost', async () => {
    const { url, drop } = await create()
    for (let life = 1; life <= 3; life += 1) {
      const writer = await startProcess({ name: 'writer', entry, env: { DATABASE_URL: url } })
      await eventually(() => writer.output().length > 2000)
      await writer.kill('SIGKILL')
      // Its last line may be cut; the output kept is the end of it.
      const told = writer.output().split('\n').slice(1, -1)
      const database = await openThings(url)
      const rows = await database.read((unit) => unit.selectFrom('things').select('id').execute())
      const kept = new Set(rows.map(({ id }) => id))
      expect(told.filter((id) => !kept.has(id))).toEqual([])
      expect(told.length).toBeGreaterThan(50)
      await database.close()
    }
    await drop()
  })
})
