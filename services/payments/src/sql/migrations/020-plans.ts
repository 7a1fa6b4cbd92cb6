/** Indexes without which a statement reads more the longer the service has been in use. */
export const statements: string[] = [
  // SQLite took the primary key for what is due, and so read every notice there ever was.
  'CREATE INDEX gateway_events_due_of ON gateway_events (gateway, next_at)',
  'CREATE INDEX disputes_by_status ON disputes (status, id)',
]
