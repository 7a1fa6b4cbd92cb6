import { AppError, unavailable } from '@tradewind/service/app-error.ts'

/** Errors by number, as the servers document them: messages change, numbers do not. */
interface DriverError {
  /** MySQL. */
  errno?: number
  code?: string
  /** SQLite, extended result code. */
  errcode?: number
}

const MYSQL_DUPLICATE = 1062
const MYSQL_CHECK = 3819
const MYSQL_DEADLOCK = 1213
const MYSQL_LOCK_WAIT = 1205
const SQLITE_DUPLICATE = [1555, 2067]
const SQLITE_CHECK = 275

/** The server is away, going or coming; SQLite: busy, cannot open, disk I/O, full. */
const UNAVAILABLE = new Set(
  'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH PROTOCOL_CONNECTION_LOST PROTOCOL_SEQUENCE_TIMEOUT ER_SERVER_SHUTDOWN ER_CON_COUNT_ERROR POOL_CLOSED'.split(
    ' ',
  ),
)
const SQLITE_UNAVAILABLE = new Set([5, 6, 10, 13, 14])

/** A row with this unique key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  const { errno, errcode } = error as DriverError
  return errno === MYSQL_DUPLICATE || SQLITE_DUPLICATE.includes(errcode ?? 0)
}

/** A CHECK of the table refused the row. */
export function isCheckViolation(error: unknown): boolean {
  const { errno, errcode } = error as DriverError
  return errno === MYSQL_CHECK || errcode === SQLITE_CHECK
}

export function isRetryable(error: unknown): boolean {
  const { errno } = error as DriverError
  return errno === MYSQL_DEADLOCK || errno === MYSQL_LOCK_WAIT
}

/** Nothing is wrong with the statement: the database does not answer. */
function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, errcode } = error as DriverError
  return UNAVAILABLE.has(code ?? '') || SQLITE_UNAVAILABLE.has((errcode ?? 0) & 0xff)
}

/** The same error, or `database_unavailable` (503) where nothing is wrong but that the database is away. */
export function toUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isUnavailable(error)) return error
  return unavailable('database_unavailable', 'The database does not answer; try again.', error)
}
