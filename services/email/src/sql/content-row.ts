import type { StoredContent } from '../deps.ts'

/** Followed by rows of five. */
export const INSERT_CONTENTS = 'INSERT INTO email_contents (email_id, subject, html, text, eml) VALUES'

/** In the order of the columns. */
export function toContentValues(email_id: string, { subject, html, text, eml }: StoredContent) {
  return [email_id, subject, html, text, eml]
}
