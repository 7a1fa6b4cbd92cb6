/** The tables as the driver sees them: times are RFC 3339 text, `data`, `metadata` and errors are JSON text. */
export interface Tables {
  emails: EmailRow
  email_contents: { email_id: string; subject: string; html: string; text: string; eml: string | null }
  email_attempts: AttemptRow
  inbox_messages: { id: string; email_id: string; recipient: string; received_at: string }
  email_commands: CommandRow
  template_versions: {
    template: string
    version: string
    locale: string
    subject: string
    html: string
    text: string
  }
}

export interface EmailRow {
  id: string
  client_id: string
  idempotency_key: string
  request_hash: string
  reference: string
  template: string
  template_version: string
  locale: string
  timezone: string
  data: string
  to_email: string
  to_name: string | null
  from_email: string
  from_name: string | null
  reply_to_email: string | null
  reply_to_name: string | null
  category: string
  lane: string
  scheduled_at: string | null
  expires_at: string
  status: string
  phase: string
  fence: number
  next_at: string | null
  message_id: string
  provider: string | null
  attempt_count: number
  last_error: string | null
  metadata: string
  created_at: string
  updated_at: string
  erased_at: string | null
}

interface AttemptRow {
  email_id: string
  number: number
  provider: string
  phase: string
  outcome: string | null
  error: string | null
  started_at: string
  ended_at: string | null
}

interface CommandRow {
  client_id: string
  idempotency_key: string
  request_hash: string
  changed: number
  created_at: string
}
