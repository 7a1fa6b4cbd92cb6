import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type Script, startSmtpPeer } from '@tradewind/testkit/smtp-peer.ts'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { createSmtpTransport } from '../../src/transports/smtp-transport.ts'
import { readSmtpUrl } from '../../src/transports/smtp-url.ts'

const message = { from: 'shop@tradewind.example', to: 'ada@example.com', eml: 'Subject: Hi\r\n\r\n.Hello\r\n' }

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function attempt(url: string) {
  const transport = createSmtpTransport({ server: readSmtpUrl(url), limit_ms: 300 })
  const connection = await transport.connect()
  if (connection.kind === 'not_sent') return connection
  const outcome = await connection.session.send(message)
  connection.session.close()
  return outcome
}

async function attemptWith(script: Script) {
  const peer = await startSmtpPeer(script)
  open.push(peer.close)
  return { outcome: await attempt(peer.url), peer }
}

describe('what the peer does, and what is known then', () => {
  it('when it takes the mail, then accepted, byte for byte', async () => {
    const { outcome, peer } = await attemptWith({})
    expect(outcome).toEqual({ kind: 'accepted' })
    expect(peer.received).toEqual(['Subject: Hi\r\n\r\n..Hello'])
  })

  it.each<[string, Script, string, object]>([
    ['refuses the greeting', { greeting: '554 no' }, 'not_sent', { smtp: 554 }],
    ['is silent', { greeting: 'silent' }, 'not_sent', { code: 'timeout' }],
    ['drops at once', { greeting: 'drop' }, 'not_sent', {}],
    ['refuses the sender', { mail: '553 5.1.8 no' }, 'failed', { code: 'sender_refused', enhanced: '5.1.8' }],
    ['has no room', { rcpt: '452 4.2.2 full' }, 'deferred', { smtp: 452, enhanced: '4.2.2' }],
    [
      'does not know the recipient',
      { rcpt: '550 5.1.1 who' },
      'failed',
      { code: 'recipient_refused', enhanced: '5.1.1' },
    ],
    ['puts DATA off', { data: '451 later' }, 'deferred', { smtp: 451 }],
    ['refuses DATA', { data: '554 no' }, 'failed', { smtp: 554 }],
    ['puts the mail off', { end: '451 4.7.1 later' }, 'deferred', { enhanced: '4.7.1' }],
    ['refuses the mail', { end: '554 5.7.1 spam' }, 'failed', { code: 'message_refused', smtp: 554 }],
    ['is silent before 354', { data: 'silent' }, 'deferred', { code: 'timeout' }],
    ['drops before 354', { data: 'drop' }, 'deferred', {}],
    ['is silent after 354', { end: 'silent' }, 'unknown', { code: 'timeout' }],
    ['drops after 354', { end: 'drop' }, 'unknown', {}],
  ])('when it %s, then %s', async (_name, script, kind, error) => {
    const { outcome } = await attemptWith(script)
    expect(outcome).toMatchObject({ kind, error })
  })

  it('when nobody listens, then not sent', async () => {
    const peer = await startSmtpPeer()
    await peer.close()
    expect(await attempt(peer.url)).toMatchObject({ kind: 'not_sent' })
  })
})

describe('TLS and sign-in', () => {
  async function startServer(options: object) {
    const mails: string[] = []
    const server = new SMTPServer({
      ...{ logger: false, disabledCommands: [], authOptional: true, ...options },
      onAuth: ({ username, password }, _session, done) =>
        username === 'us er' && password === 'p@ss' ? done(null, { user: username }) : done(new Error('no')),
      onData(stream, _session, done) {
        const chunks: Buffer[] = []
        stream
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            mails.push(Buffer.concat(chunks).toString())
            done()
          })
      },
    })
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    open.push(() => new Promise((resolve) => server.close(() => resolve())))
    return { mails, port: (server.server.address() as AddressInfo).port }
  }

  it('when STARTTLS is required and not offered, then nothing is sent in the clear', async () => {
    const { port, mails } = await startServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    expect(await attempt(`smtp://127.0.0.1:${port}`)).toMatchObject({ kind: 'not_sent' })
    expect(mails).toEqual([])
  })

  it('when STARTTLS is taken where offered, then a server without it still gets mail', async () => {
    const { port, mails } = await startServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    expect(await attempt(`smtp://127.0.0.1:${port}?tls=opportunistic`)).toEqual({ kind: 'accepted' })
    expect((await simpleParser(mails[0] ?? '')).subject).toBe('Hi')
  })

  it('when name or password are wrong, then not sent, and the code says why', async () => {
    const { port } = await startServer({ authOptional: false, hideSTARTTLS: true, allowInsecureAuth: true })
    expect(await attempt(`smtp://us%20er:p%40ss@127.0.0.1:${port}?tls=off`)).toEqual({ kind: 'accepted' })
    const refused = await attempt(`smtp://us%20er:wrong@127.0.0.1:${port}?tls=off`)
    expect(refused).toMatchObject({ kind: 'not_sent', error: { code: 'sign_in_refused', smtp: 535 } })
  })
})

describe('SMTP_URL', () => {
  it('when it is read, then ports and TLS have their defaults', () => {
    expect(readSmtpUrl('smtp://mail.example')).toMatchObject({
      port: 587,
      tls: 'required',
      implicit_tls: false,
      auth: null,
    })
    expect(readSmtpUrl('smtps://mail.example')).toMatchObject({ port: 465, implicit_tls: true })
    expect(readSmtpUrl('smtp://mail.example:25?tls=off')).toMatchObject({ port: 25, tls: 'off' })
  })
})
