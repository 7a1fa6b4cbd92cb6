import { MongoClient } from 'mongodb'
import { createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { documentDatabases, sqlDatabases } from '../src/databases.ts'

describe('test databases', () => {
  it('when SQLite is asked for, then each has a path of its own', async () => {
    const [sqlite] = sqlDatabases()
    const [one, other] = await Promise.all([sqlite?.create(), sqlite?.create()])
    expect(one?.url).toMatch(/^sqlite:/)
    expect(one?.url).not.toBe(other?.url)
    await Promise.all([one?.drop(), other?.drop()])
  })

  const mysql = sqlDatabases().find(({ kind }) => kind === 'mysql')
  it.skipIf(!mysql)('when MySQL is asked for, then it is new, empty, and flushes every commit', async () => {
    const database = await mysql?.create()
    const connection = await createConnection(database?.url ?? '')
    const [tables] = await connection.query('SHOW TABLES')
    const [flush] = await connection.query('SELECT @@innodb_flush_log_at_trx_commit AS level')
    await connection.end()
    await database?.drop()
    expect({ tables, flush }).toEqual({ tables: [], flush: [{ level: 1 }] })
  })

  const mongodb = documentDatabases().find(({ kind }) => kind === 'mongodb')
  it.skipIf(!mongodb)('when MongoDB is asked for, then it takes and gives a document', async () => {
    const database = await mongodb?.create()
    const client = await MongoClient.connect(database?.url ?? '')
    await client.db().collection('things').insertOne({ name: 'mug' })
    expect(
      await client
        .db()
        .collection('things')
        .findOne({}, { projection: { _id: 0 } }),
    ).toEqual({ name: 'mug' })
    await client.close()
    await database?.drop()
  })
})
