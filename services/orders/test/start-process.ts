import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../src/main.ts')

/** Settings of a service whose peers are away: what it does not need for a test is not there. */
const SETTINGS = {
  PORT: '0',
  API_KEY: 'sk_admin_key',
  SERVICE_KEY: 'sk_service_key',
  PAYMENTS_URL: 'http://127.0.0.1:1',
  EMAIL_URL: 'http://127.0.0.1:1',
  LOG_LEVEL: 'silent',
  RETRY_SCALE: '0.05',
  DRAIN_S: '0',
}

/** The service as ops would start it, once it says that it is ready. */
export async function startProcess(env: Record<string, string>) {
  const child = fork(MAIN, { env: { PATH: process.env.PATH, ...SETTINGS, ...env }, silent: true })
  const said: string[] = []
  child.stderr?.on('data', (text) => said.push(String(text)))
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: NodeJS.Signals | null]>
  const ready = once(child, 'message').then(([message]) => (message as { port: number }).port)
  const port = await Promise.race([ready, ended.then(() => undefined)])
  return { child, ended, url: `http://127.0.0.1:${port}`, said: () => said.join('') }
}
