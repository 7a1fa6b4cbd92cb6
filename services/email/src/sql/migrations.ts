import { emails } from './migrations/001-emails.ts'

export const migrations: Record<string, string[]> = { '001-emails': emails }
