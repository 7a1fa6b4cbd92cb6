import { toTimestamp } from '@tradewind/service/runtime.ts'

/** As rows have it, so that texts compare as the times do. */
export const toUtc = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : toTimestamp(Date.parse(time))
