import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '../src/database.ts'
import { isCheckViolation, isDuplicateKey } from '../src/sql-errors.ts'
import { openThings, type Tables } from './things.ts'

describe.each(sqlDatabases())('a database on $kind', ({ create }) => {
  let database: SqlDatabase<Tables>
  let drop: () => Promise<void>
  beforeAll(async () => {
    const made = await create()
    drop = made.drop
    database = await openThings(made.url)
  })
  afterAll(async () => {
    await database.close()
    await drop()
  })
  beforeEach(() => database.write((unit) => unit.deleteFrom('things').execute()))

  const insert = (id: string, more: Partial<Tables['things']> = {}) =>
    database.write((unit) =>
      unit
        .insertInto('things')
        .values({ id, name: id, amount: 1, ...more })
        .execute(),
    )
  const ids = async () => {
    const rows = await database.read((unit) => unit.selectFrom('things').select('id').orderBy('id').execute())
    return rows.map(({ id }) => id)
  }
  const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)

  it('when a unit is answered, then readers see it', async () => {
    await insert('a')
    expect(await ids()).toEqual(['a'])
  })

  it('when a unit throws, then all it wrote is undone and its error comes back', async () => {
    const failing = database.write(async (unit) => {
      await unit.insertInto('things').values({ id: 'a', name: 'a', amount: 1 }).execute()
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await ids()).toEqual([])
  })

  it('when many units come at once and some fail, then each failure undoes itself alone', async () => {
    await insert('taken')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        insert(`id${String(index).padStart(2, '0')}`, index % 5 === 0 ? { name: 'taken' } : {}),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(4)
    expect(await ids()).toHaveLength(17)
  })

  it('when a key is there already, then that is told by primary and by unique key', async () => {
    await insert('a')
    expect(isDuplicateKey(await failureOf(insert('a', { name: 'b' })))).toBe(true)
    expect(isDuplicateKey(await failureOf(insert('b', { name: 'a' })))).toBe(true)
  })

  it('when a CHECK refuses a row, then that is told, and is no duplicate', async () => {
    const failure = await failureOf(insert('a', { amount: -1 }))
    expect([isCheckViolation(failure), isDuplicateKey(failure)]).toEqual([true, false])
  })

  it('when keys differ in case, in accents or in a space at the end alone, then they differ', async () => {
    for (const id of ['abc', 'ABC', 'äbc', 'abc ']) await insert(id)
    expect(await ids()).toHaveLength(4)
  })

  it('when an amount is as large as a safe integer, then it comes back exactly', async () => {
    await insert('a', { amount: Number.MAX_SAFE_INTEGER })
    const row = await database.read((unit) => unit.selectFrom('things').select('amount').executeTakeFirst())
    expect(row?.amount).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('when a guarded update finds nothing, then it says so', async () => {
    await insert('a')
    const update = (amount: number) =>
      database.writeOne((unit) =>
        unit
          .updateTable('things')
          .set({ amount: amount + 1 })
          .where('id', '=', 'a')
          .where('amount', '=', amount)
          .executeTakeFirst(),
      )
    const outcomes = await Promise.all([update(1), update(1)])
    expect(outcomes.map(({ numUpdatedRows }) => Number(numUpdatedRows)).sort()).toEqual([0, 1])
  })

  it('when statements run, then they are counted, and so are commits', async () => {
    const before = { ...database.counts }
    await insert('a')
    await ids()
    expect(database.counts.statements - before.statements).toBe(2)
    expect(database.counts.commits - before.commits).toBe(1)
  })

  it('when it is probed, then it answers', async () => {
    await expect(database.probe()).resolves.toBeUndefined()
  })
})
