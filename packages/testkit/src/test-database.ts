/** A database of one test file: nobody else knows its name. */
export interface TestDatabase {
  /** As a service takes it in `DATABASE_URL`. */
  url: string
  drop(): Promise<void>
}
