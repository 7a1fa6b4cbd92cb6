/** What a store asked of its database since it was opened; `/metrics` shows it and the bench reads it from there. */
export interface StatementCounts {
  statements: number
  /** Durable commits: each one is a flush to disk. */
  commits: number
}
