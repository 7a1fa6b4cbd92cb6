import type { Stack } from './stack.ts'

/** What another client, from an address of its own, met: status and time of each of its requests. */
export interface Observed {
  status: number
  ms: number
}

/** Asks for `path` every 50 ms for `for_ms`, one request after the other, from within the network of the services. */
export async function observe(stack: Stack, path: string, for_ms: number): Promise<Observed[]> {
  const script = `
    const seen = []
    const end = performance.now() + ${for_ms}
    while (performance.now() < end) {
      const started = performance.now()
      const headers = { authorization: 'Bearer ${stack.api_key}' }
      const status = await fetch('http://nginx:8080${path}', { headers, signal: AbortSignal.timeout(10_000) })
        .then(async (answer) => { await answer.text(); return answer.status }, () => 0)
      seen.push({ status, ms: performance.now() - started })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    process.stdout.write(JSON.stringify(seen))`
  const [replica = ''] = await stack.replicas('email')
  return JSON.parse(await stack.docker('exec', replica, 'node', '--input-type=module', '--eval', script))
}
