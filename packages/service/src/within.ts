/** What `work` answers, unless `limit_ms` pass first: then it throws what `late` makes. The work itself goes on. */
export async function within<T>(limit_ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  const { promise: passed, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), limit_ms)
  try {
    return await Promise.race([work, passed])
  } finally {
    clearTimeout(timer)
  }
}
