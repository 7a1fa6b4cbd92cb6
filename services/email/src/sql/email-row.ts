import type { StoredEmail } from '../domain/stored-email.ts'
import type { EmailRow } from './tables.ts'

export function toEmailRow({ data, to, from, reply_to, last_error, metadata, ...rest }: StoredEmail): EmailRow {
  return {
    ...rest,
    data: JSON.stringify(data),
    to_email: to.email,
    to_name: to.name,
    from_email: from.email,
    from_name: from.name,
    reply_to_email: reply_to?.email ?? null,
    reply_to_name: reply_to?.name ?? null,
    last_error: last_error && JSON.stringify(last_error),
    metadata: JSON.stringify(metadata),
  }
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
