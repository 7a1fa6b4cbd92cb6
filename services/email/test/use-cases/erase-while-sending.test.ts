import { eventually } from '@tradewind/testkit/eventually.ts'
import { type Script, startSmtpPeer } from '@tradewind/testkit/smtp-peer.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSmtpTransport } from '../../src/transports/smtp-transport.ts'
import { readSmtpUrl } from '../../src/transports/smtp-url.ts'
import { cancelEmails, eraseEmails } from '../../src/use-cases/change-emails.ts'
import { type OpenEmail, openEmail, postEmail } from '../open-email.ts'

let peer: Awaited<ReturnType<typeof startSmtpPeer>>
let email: OpenEmail
/** Until then no connection is made. */
let gate: Promise<void>

beforeEach(async () => {
  gate = Promise.resolve()
  peer = await startSmtpPeer()
  const smtp = createSmtpTransport({ server: readSmtpUrl(peer.url), limit_ms: 1500 })
  email = await openEmail({ transport: { ...smtp, connect: () => gate.then(smtp.connect) } })
})

afterEach(async () => {
  await email.close()
  await peer.close()
})

const reference = 'order:1'
const key = { client_id: 'service', idempotency_key: 'key' }

async function accept(): Promise<string> {
  const to = { email: 'lovelace@home.example', name: 'Lovelace' }
  return (await postEmail(email, { reference, to, data: { text: 'Dear Lovelace' } })).json().id
}

const isHeard = (command: string) =>
  eventually(() => expect(peer.commands.some((line) => line.startsWith(command))).toBe(true))

async function readAll(): Promise<string> {
  const tables = ['emails', 'email_contents', 'inbox_messages'] as const
  const rows = tables.map((table) =>
    email.database.read((connection) => connection.selectFrom(table).selectAll().execute()),
  )
  return JSON.stringify(await Promise.all(rows))
}

const reach = (id: string, status: string) =>
  eventually(async () => expect(await email.store.find(id)).toMatchObject({ status, next_at: null }))

it.each<[string, Script, string]>([
  ['takes the mail and says nothing', { end: 'silent' }, 'failed'],
  ['does not answer DATA', { data: 'silent' }, 'canceled'],
])(
  'when a mail is erased while the peer %s, then nothing of it is left, and it is not sent again',
  async (...given) => {
    const [, script, status] = given
    Object.assign(peer.script, script)
    const id = await accept()
    await isHeard('DATA')
    expect(await eraseEmails(email.delivery, key, { references: [reference] })).toMatchObject({ changed: 1 })
    expect(await readAll()).not.toContain('ovelace')
    await reach(id, status)
    expect(await readAll()).not.toContain('ovelace')
    expect(peer.commands.filter((line) => line.startsWith('MAIL'))).toHaveLength(1)
  },
)

it.each([
  ['erased', () => eraseEmails(email.delivery, key, { references: [reference] })],
  ['canceled', () => cancelEmails(email.delivery, key, { reference })],
])('when a mail is %s while its holder still connects, then the peer is not given it', async (_name, change) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const id = await accept()
  expect(await change()).toMatchObject({ changed: 1 })
  resolve()
  await isHeard('EHLO')
  await reach(id, 'canceled')
  await eventually(() => expect(peer.connections()).toBe(0))
  expect(peer.commands.filter((line) => line.startsWith('MAIL'))).toEqual([])
})
