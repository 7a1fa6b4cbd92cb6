/** What was asked for under a key and what it came to; when an email's personal data was blanked. */
export const cancelAndErase = [
  `CREATE TABLE email_commands (
    client_id VARCHAR(64) NOT NULL,
    idempotency_key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(64) NOT NULL,
    changed INTEGER NOT NULL,
    created_at VARCHAR(24) NOT NULL,
    PRIMARY KEY (client_id, idempotency_key)
  )`,
  'ALTER TABLE emails ADD COLUMN erased_at VARCHAR(24)',
  'CREATE INDEX inbox_email ON inbox_messages (email_id)',
]
