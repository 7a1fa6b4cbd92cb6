import type { Suite } from '@tradewind/testkit/suite.ts'

const DEATH_MS = 30_000

/** @throws when the program has not died by a failpoint's hand in half a minute */
export async function expectDeath({ processes }: Suite, program: keyof Suite['processes']): Promise<void> {
  const late = AbortSignal.timeout(DEATH_MS)
  const { promise, reject } = Promise.withResolvers<never>()
  const onLate = () => reject(new Error(`${program} did not die at its failpoint:\n${processes[program].output()}`))
  late.addEventListener('abort', onLate, { once: true })
  const { signal } = await Promise.race([processes[program].exited, promise])
  late.removeEventListener('abort', onLate)
  if (signal !== 'SIGKILL') throw new Error(`${program} ended by ${signal}:\n${processes[program].output()}`)
}
