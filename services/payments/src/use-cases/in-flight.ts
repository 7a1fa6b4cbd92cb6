import { AppError } from '@tradewind/service/app-error.ts'

/** The first request with this key is not over yet. */
export const inFlight = (): AppError =>
  new AppError('conflict', 'idempotency_in_flight', 'A request with this Idempotency-Key is under way; ask again.', {
    retry_after_s: 1,
  })
