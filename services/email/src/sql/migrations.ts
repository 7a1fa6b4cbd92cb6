import { emails } from './migrations/001-emails.ts'
import { cancelAndErase } from './migrations/002-cancel-and-erase.ts'

export const migrations: Record<string, string[]> = { '001-emails': emails, '002-cancel-and-erase': cancelAndErase }
