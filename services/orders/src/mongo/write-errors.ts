import { MongoServerError } from 'mongodb'

const DUPLICATE_KEY = 11000
const WRITE_CONFLICT = 112
/** What servers on PostgreSQL say when writes of one unique key wait for each other. */
const DEADLOCK = 16_908_292
const IN_THE_WAY = new Set<unknown>([WRITE_CONFLICT, DEADLOCK])

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === DUPLICATE_KEY

/** Another write was in the way, and this one did not happen. */
export const wasInTheWay = (error: unknown): boolean => error instanceof MongoServerError && IN_THE_WAY.has(error.code)

/** What was to be changed is not as it was, or is another's. */
export const hasLost = (error: unknown): boolean => isDuplicate(error) || wasInTheWay(error)
