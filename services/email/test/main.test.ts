import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sqlDatabases } from '@tradewind/testkit/databases.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { type Script, startSmtpPeer } from '@tradewind/testkit/smtp-peer.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emailRequest } from './test-email.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const API_KEY = 'sk_admin_test'

async function startMain(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      API_KEY,
      SERVICE_KEY: 'sk_service_test',
      RETRY_SCALE: '0.01',
      DRAIN_S: '0',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = once(child, 'exit').then(([code, signal]) => ({ end: signal ?? code, said }))
  const ready = once(child, 'message').then(([message]) => (message as { port: number }).port)
  return { child, ended, ready: Promise.race([ready, ended.then(() => 0)]) }
}

async function post(port: number, key: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/emails`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(emailRequest()),
  })
}

describe.each(sqlDatabases())('the email service on $kind', ({ create }) => {
  let database: { url: string; drop(): Promise<void> }
  beforeAll(async () => {
    database = await create()
  })
  afterAll(() => database?.drop())

  /** Runs the service to its death at `failpoint`, then again; the client asks twice under one key. */
  async function crashAt(failpoint: string, env: Record<string, string> = {}) {
    const settings = { DATABASE_URL: database.url, ...env }
    const first = await startMain({ ...settings, FAILPOINTS: failpoint })
    await post(await first.ready, failpoint).catch(() => undefined)
    const { end, said } = await first.ended
    expect(end, said).toBe('SIGKILL')
    const second = await startMain(settings)
    const port = await second.ready
    const answer = await post(port, failpoint)
    expect(answer.status).toBe(202)
    const { id, message_id } = (await answer.json()) as { id: string; message_id: string }
    const isDone = async () => {
      const headers = { authorization: `Bearer ${API_KEY}` }
      const email = await (await fetch(`http://127.0.0.1:${port}/emails/${id}`, { headers })).json()
      expect(['accepted', 'delivered']).toContain((email as { status: string }).status)
    }
    await eventually(isDone, { within_ms: 20_000 })
    const stop = () => {
      second.child.kill('SIGTERM')
      return second.ended
    }
    return { port, message_id, stop }
  }

  it.each(['after_accept', 'after_claim', 'after_finish'])(
    'when it dies at email.%s, then the mail is in the inbox once',
    async (point) => {
      const { port, message_id, stop } = await crashAt(`email.${point}`)
      const { data } = (await (await fetch(`http://127.0.0.1:${port}/inbox/messages`)).json()) as {
        data: { message_id: string }[]
      }
      expect(data.filter((message) => message.message_id === message_id)).toHaveLength(1)
      expect((await stop()).end).toBe(0)
    },
  )

  it.each<[string, Script, number]>([
    ['after_handover', {}, 1],
    ['after_send', {}, 2],
    ['after_finish', {}, 1],
  ])(
    'when it dies at email.%s, then the peer has the mail, doubles only with the same bytes',
    async (point, script, count) => {
      const peer = await startSmtpPeer(script)
      const { stop, message_id } = await crashAt(`email.${point}:1`, { SMTP_URL: peer.url })
      expect(peer.received).toHaveLength(count)
      expect(new Set(peer.received).size).toBe(1)
      expect(peer.received[0]).toContain(message_id)
      await stop()
      await peer.close()
    },
  )
})

describe('starting', () => {
  it('when settings are wrong, then every fault is said and it ends', async () => {
    const { ended } = await startMain({
      DATABASE_URL: 'postgres://x',
      SMTP_URL: 'http://x',
      MAIL_FROM: 'nobody',
      EMAIL_TRANSPORTS: 'pigeon',
    })
    const { end, said } = await ended
    expect(end).toBe(1)
    for (const name of ['DATABASE_URL', 'SMTP_URL', 'MAIL_FROM', 'EMAIL_TRANSPORTS']) expect(said).toContain(`${name}:`)
  })
})
