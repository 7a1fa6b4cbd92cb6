import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely'
import { createPool, type Pool, type PoolConnection } from 'mysql2'
import type { StatementCounts } from './statement-counts.ts'

/** Together below the 2 s in which a client must hear that the database is away. */
const CONNECT_LIMIT_MS = 700
const STATEMENT_LIMIT_MS = 1100
const CONNECTIONS = 16

type Callback<T> = (error: unknown, value: T) => void

interface PoolOptions {
  url: string
  counts: StatementCounts
  statement_limit_ms?: number
}

/** A pool in which neither a connection nor a statement is waited for without bound; both end in an error. */
export function createMysqlPool({ url, counts, statement_limit_ms = STATEMENT_LIMIT_MS }: PoolOptions): MysqlPool {
  const pool = createPool({
    uri: url,
    connectionLimit: CONNECTIONS,
    connectTimeout: CONNECT_LIMIT_MS,
    supportBigNumbers: true,
    dateStrings: true,
    charset: 'utf8mb4_bin',
  })
  pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
  })
  const facades = new WeakMap<PoolConnection, MysqlPoolConnection>()
  const facadeOf = (connection: PoolConnection) => {
    const facade = facades.get(connection) ?? toBounded(connection, counts, statement_limit_ms)
    facades.set(connection, facade)
    return facade
  }
  return {
    getConnection: (callback) => acquire(pool, facadeOf, callback),
    // A connection that never came about has nothing to close; its error is no fault of closing.
    end: (callback) => pool.end(() => callback(undefined)),
  }
}

function acquire(
  pool: Pool,
  facadeOf: (connection: PoolConnection) => MysqlPoolConnection,
  callback: Callback<MysqlPoolConnection>,
): void {
  const limit = AbortSignal.timeout(CONNECT_LIMIT_MS)
  let late = false
  const giveUp = () => {
    late = true
    callback(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }), undefined as never)
  }
  limit.addEventListener('abort', giveUp, { once: true })
  pool.getConnection((error, connection) => {
    limit.removeEventListener('abort', giveUp)
    if (late) connection?.release()
    else callback(error, error ? (undefined as never) : facadeOf(connection))
  })
}

function toBounded(connection: PoolConnection, counts: StatementCounts, timeout: number): MysqlPoolConnection {
  let broken = false
  const query = (sql: string, values: unknown, callback?: Callback<MysqlQueryResult>) => {
    if (sql === 'commit') counts.commits += 1
    else if (sql !== 'begin') counts.statements += 1
    return connection.query({ sql, values: values as never, timeout }, (error, result) => {
      broken ||= error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT'
      callback?.(error, result as never)
    }) as never
  }
  return {
    config: connection.config,
    threadId: connection.threadId ?? 0,
    connect: (callback) => callback?.(null),
    destroy: () => connection.destroy(),
    query,
    // A statement that did not answer leaves its connection in an unknown state: the server undoes it when it closes.
    release: () => (broken ? connection.destroy() : connection.release()),
  }
}
