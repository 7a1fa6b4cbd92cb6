import { statements as payments } from './001-payments.ts'

/** In order; what has run somewhere is never changed. */
export const migrations: Record<string, string[]> = { '001-payments': payments }
