import { isRetryable, toUnavailable } from './sql-errors.ts'

const TRIES = 5

/** The undone transaction of a deadlock may run again at once: the other side of it went through. */
export async function retried<T>(unit: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await unit()
    } catch (error) {
      if (tries >= TRIES || !isRetryable(error)) throw toUnavailable(error)
    }
  }
}
