import { type Answer, openConnection } from './connection.ts'
import type { Expected, Load, LoadResult } from './load.ts'
import { createRequestTexts } from './request-texts.ts'

/** Puts the load on its port until its time is over, and waits for the answers that are still to come. */
export async function drive(load: Load): Promise<LoadResult> {
  const nextRequest = createRequestTexts(load)
  const latencies_ms: number[] = []
  const failures: string[] = []
  const started = performance.now()
  const deadline = started + load.duration_ms

  async function runClient(): Promise<void> {
    const connection = await openConnection(load.port)
    while (performance.now() < deadline) {
      const sent = performance.now()
      const answer = await connection.send(nextRequest())
      latencies_ms.push(performance.now() - sent)
      if (!isExpected(answer, load.expect)) failures.push(`${answer.status} ${answer.body.toString().slice(0, 500)}`)
    }
    connection.close()
  }

  const clients = Array.from({ length: load.concurrency }, () =>
    runClient().catch((error) => failures.push(`${error}`)),
  )
  await Promise.all(clients)
  return summarize({ latencies_ms, failures, elapsed_ms: performance.now() - started })
}

const isExpected = ({ status, body }: Answer, expected: Expected): boolean =>
  status === expected.status && (expected.text === undefined || body.includes(expected.text))

interface Measured {
  latencies_ms: number[]
  failures: string[]
  elapsed_ms: number
}

function summarize({ latencies_ms, failures, elapsed_ms }: Measured): LoadResult {
  const sorted = Float64Array.from(latencies_ms).sort()
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    answers: sorted.length,
    failures: failures.length,
    ...(failures[0] !== undefined && { failure: failures[0] }),
    elapsed_ms,
    p50_ms: quantile(0.5),
    p99_ms: quantile(0.99),
  }
}
