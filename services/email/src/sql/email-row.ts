import type { StoredEmail } from '../domain/stored-email.ts'
import type { EmailRow } from './tables.ts'

const COLUMNS = [
  ...(['id', 'client_id', 'idempotency_key', 'request_hash', 'reference', 'template', 'template_version'] as const),
  ...(['locale', 'timezone', 'data', 'to_email', 'to_name', 'from_email', 'from_name'] as const),
  ...(['reply_to_email', 'reply_to_name', 'category', 'lane', 'scheduled_at', 'expires_at', 'status'] as const),
  ...(['phase', 'fence', 'next_at', 'message_id', 'provider', 'attempt_count', 'last_error'] as const),
  ...(['metadata', 'created_at', 'updated_at', 'erased_at'] as const),
] satisfies (keyof EmailRow)[]

export const EMAIL_COLUMNS = COLUMNS.join(', ')
export const EMAIL_COLUMN_COUNT = COLUMNS.length

/** In the order of the columns. */
export function toEmailValues({ data, to, from, reply_to, last_error, metadata, ...rest }: StoredEmail) {
  const row: EmailRow = {
    ...rest,
    data: JSON.stringify(data),
    to_email: to.email,
    to_name: to.name,
    from_email: from.email,
    from_name: from.name,
    reply_to_email: reply_to?.email ?? null,
    reply_to_name: reply_to?.name ?? null,
    last_error: toJson(last_error),
    metadata: JSON.stringify(metadata),
  }
  return COLUMNS.map((column) => row[column])
}

/** Only this service writes these rows: what it wrote is what the types say. */
export function fromEmailRow(row: EmailRow): StoredEmail {
  const { to_email, to_name, from_email, from_name, reply_to_email, reply_to_name, ...rest } = row
  return {
    ...rest,
    data: JSON.parse(row.data),
    to: { email: to_email, name: to_name },
    from: { email: from_email, name: from_name },
    reply_to: reply_to_email === null ? null : { email: reply_to_email, name: reply_to_name },
    last_error: row.last_error === null ? null : JSON.parse(row.last_error),
    metadata: JSON.parse(row.metadata),
    category: row.category as StoredEmail['category'],
    lane: row.lane as StoredEmail['lane'],
    status: row.status as StoredEmail['status'],
    phase: row.phase as StoredEmail['phase'],
  }
}

export const toJson = (value: object | null): string | null => value && JSON.stringify(value)
