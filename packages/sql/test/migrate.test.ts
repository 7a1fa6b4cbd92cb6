import { join } from 'node:path'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { startProcess } from '@tradewind/testkit/process.ts'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database.ts'
import { migrate } from '../src/migrate.ts'
import { MIGRATIONS, type Tables } from './things.ts'

const entry = join(import.meta.dirname, 'programs/migrator.ts')

describe.each(sqlDatabases())('migrate on $kind', ({ kind, create }) => {
  it('when four processes migrate a new database at once, then all succeed and it is done once', async () => {
    const { url, drop } = await create()
    const start = (name: string) => startProcess({ name, entry, env: { DATABASE_URL: url } })
    const migrators = await Promise.all(['one', 'two', 'three', 'four'].map(start))
    const ends = await Promise.all(migrators.map((migrator) => migrator.kill('SIGUSR2')))
    expect(
      ends.map(({ code }) => code),
      migrators.map((migrator) => migrator.output()).join('\n'),
    ).toEqual([0, 0, 0, 0])
    const database = await openDatabase<Tables & { kysely_migration: { name: string } }>(url)
    const steps = await database.read((unit) =>
      unit.selectFrom('kysely_migration').select('name').orderBy('name').execute(),
    )
    expect(steps.map(({ name }) => name)).toEqual(['001-things.01', '001-things.02'])
    await database.close()
    await drop()
  })

  it('when a migration is added, then only it runs', async () => {
    const { url, drop } = await create()
    await migrate(url, MIGRATIONS)
    await migrate(url, { ...MIGRATIONS, '002-notes': ['ALTER TABLE things ADD COLUMN note VARCHAR(40)'] })
    await migrate(url, { ...MIGRATIONS, '002-notes': ['ALTER TABLE things ADD COLUMN note VARCHAR(40)'] })
    const database = await openDatabase<{ things: { note: string | null } }>(url)
    expect(await database.read((unit) => unit.selectFrom('things').select('note').execute())).toEqual([])
    await database.close()
    await drop()
  })

  it('when an older version starts on the tables of a newer one, then it leaves them alone', async () => {
    const { url, drop } = await create()
    const newer = { ...MIGRATIONS, '002-notes': ['ALTER TABLE things ADD COLUMN note VARCHAR(40)'] }
    await migrate(url, newer)
    await migrate(url, MIGRATIONS)
    await migrate(url, newer)
    const database = await openDatabase<{ things: { note: string | null } }>(url)
    expect(await database.read((unit) => unit.selectFrom('things').select('note').execute())).toEqual([])
    await database.close()
    await drop()
  })

  it('when a migration comes late with a number from before the last, then it runs all the same', async () => {
    const { url, drop } = await create()
    await migrate(url, { ...MIGRATIONS, '020-last': ['ALTER TABLE things ADD COLUMN last VARCHAR(40)'] })
    const between = { '010-late': ['ALTER TABLE things ADD COLUMN late VARCHAR(40)'] }
    await migrate(url, { ...MIGRATIONS, ...between, '020-last': ['ALTER TABLE things ADD COLUMN last VARCHAR(40)'] })
    const database = await openDatabase<{ things: { late: string | null } }>(url)
    expect(await database.read((unit) => unit.selectFrom('things').select('late').execute())).toEqual([])
    await database.close()
    await drop()
  })

  it('when a statement has a text for each kind, then its own runs', async () => {
    const { url, drop } = await create()
    const column = {
      mysql: 'ALTER TABLE things ADD COLUMN of_mysql INT',
      sqlite: 'ALTER TABLE things ADD COLUMN of_sqlite INT',
    }
    await migrate(url, { ...MIGRATIONS, '002-of': [column] })
    const database = await openDatabase<Record<'things', Record<`of_${'mysql' | 'sqlite'}`, number | null>>>(url)
    const read = database.read((unit) => unit.selectFrom('things').select(`of_${kind}`).execute())
    expect(await read).toEqual([])
    await database.close()
    await drop()
  })

  it('when a statement fails, then it throws, and what was done before it stays done', async () => {
    const { url, drop } = await create()
    await expect(migrate(url, { ...MIGRATIONS, '002-bad': ['CREATE NONSENSE'] })).rejects.toThrow(/NONSENSE|syntax/i)
    await migrate(url, MIGRATIONS)
    await drop()
  })
})
