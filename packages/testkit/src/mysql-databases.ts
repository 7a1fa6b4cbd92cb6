import { randomUUID } from 'node:crypto'
import { createConnection } from 'mysql2/promise'
import type { TestDatabase } from './test-database.ts'

/** A new database on the server at `server_url`. */
export async function createMysqlDatabase(server_url: string): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await execute(server_url, `CREATE DATABASE ${name}`)
  return { url: `${server_url}/${name}`, drop: () => execute(server_url, `DROP DATABASE IF EXISTS ${name}`) }
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const connection = await createConnection({ uri: url, connectTimeout: 5000 })
  try {
    await connection.query(statement)
  } finally {
    await connection.end()
  }
}
