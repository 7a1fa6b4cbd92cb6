import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteFile, type SqliteFile } from '../src/sqlite-file.ts'

describe('group commit', () => {
  let file: SqliteFile
  let drop: () => Promise<void>
  beforeAll(async () => {
    const made = await sqlDatabases()[0]?.create()
    drop = async () => made?.drop()
    file = openSqliteFile(made?.url.slice('sqlite:'.length) ?? '')
    await file.write((unit) => unit.run('CREATE TABLE things (id TEXT PRIMARY KEY)'))
  })
  afterAll(async () => {
    await file.close()
    await drop()
  })

  const insert = (id: string) => file.write((unit) => unit.run('INSERT INTO things VALUES (?)', [id]))
  const count = () => file.read.get<{ n: number }>('SELECT count(*) AS n FROM things')?.n ?? 0

  it('when many units come in one turn, then one commit takes them all', async () => {
    const before = { commits: file.counts.commits, rows: count() }
    await Promise.all(Array.from({ length: 100 }, (_, index) => insert(`group-${index}`)))
    expect(file.counts.commits - before.commits).toBe(1)
    expect(count() - before.rows).toBe(100)
  })

  it('when units come after promises of the same turn, then they are in the same commit', async () => {
    const before = file.counts.commits
    const afterSteps = async (steps: number) => {
      for (let step = 0; step < steps; step += 1) await undefined
      await insert(`steps-${steps}`)
    }
    await Promise.all(Array.from({ length: 20 }, (_, steps) => afterSteps(steps)))
    expect(file.counts.commits - before).toBe(1)
  })

  it('when one unit of a group fails, then the others stay', async () => {
    const before = count()
    const outcomes = await Promise.allSettled([insert('x'), insert('x'), insert('y')])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(count() - before).toBe(2)
  })

  it('when a unit is answered, then it is committed: a reader of another connection sees it', async () => {
    const before = count()
    let seen_inside = 0
    await file.write((unit) => {
      unit.run('INSERT INTO things VALUES (?)', ['answered'])
      seen_inside = count()
    })
    expect([seen_inside, count()]).toEqual([before, before + 1])
  })

  it('when power goes, then what is answered is on disk: WAL, flushed at every commit', () => {
    expect(file.direct.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(file.direct.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  })

  it('when the commit itself fails, then every unit of the group is told, and nothing is kept', async () => {
    await file.write((unit) =>
      unit.run('CREATE TABLE parts (id TEXT REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)'),
    )
    const before = count()
    const outcomes = await Promise.allSettled([
      insert('with-orphan'),
      file.write((unit) => unit.run("INSERT INTO parts VALUES ('nobody')")),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(count()).toBe(before)
  })

  it('when units come while a group commits, then the next group takes them', async () => {
    const first = insert('first')
    const second = first.then(() => insert('second'))
    await Promise.all([first, second])
    expect(file.read.get("SELECT 1 FROM things WHERE id = 'second'")).toBeDefined()
  })

  it('when it is closed with units waiting, then they are committed first', async () => {
    const made = await sqlDatabases()[0]?.create()
    const path = made?.url.slice('sqlite:'.length) ?? ''
    const own = openSqliteFile(path)
    const written = own.write((unit) => unit.run('CREATE TABLE late (id TEXT)'))
    await own.close()
    await written
    const again = openSqliteFile(path)
    expect(again.read.all('SELECT id FROM late')).toEqual([])
    await again.close()
    await made?.drop()
  })
})
