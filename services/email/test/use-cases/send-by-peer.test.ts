import { toTimestamp } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { startSmtpPeer } from '@tradewind/testkit/smtp-peer.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredContent } from '../../src/deps.ts'
import { composeMail } from '../../src/domain/compose-mail.ts'
import type { StoredEmail } from '../../src/domain/stored-email.ts'
import { createSmtpTransport } from '../../src/transports/smtp-transport.ts'
import { readSmtpUrl } from '../../src/transports/smtp-url.ts'
import { sendByPeer } from '../../src/use-cases/send-by-peer.ts'
import { type OpenEmail, openEmail, postEmail } from '../open-email.ts'
import { storedEmail } from '../test-email.ts'

let peer: Awaited<ReturnType<typeof startSmtpPeer>>
let email: OpenEmail
let transport: ReturnType<typeof createSmtpTransport>

beforeEach(async () => {
  peer = await startSmtpPeer()
  transport = createSmtpTransport({ server: readSmtpUrl(peer.url), limit_ms: 300 })
  email = await openEmail({ transport })
})

afterEach(async () => {
  await email.close()
  await peer.close()
})

const reach = (id: string, status: string) =>
  eventually(async () => {
    const stored = await email.store.find(id)
    expect(stored?.status).toBe(status)
    return stored
  })

const accept = async (): Promise<string> => (await postEmail(email)).json().id

describe('sending by SMTP', () => {
  it('when the peer takes the mail, then accepted, sent once', async () => {
    const stored = await reach(await accept(), 'accepted')
    expect(stored).toMatchObject({ provider: 'smtp', attempt_count: 1, next_at: null, last_error: null })
    expect(peer.received).toHaveLength(1)
    expect(peer.received[0]).toContain(`Message-ID: ${stored?.message_id}`)
  })

  it('when the peer is silent after 354, then unknown, and the same bytes go out again', async () => {
    peer.script.end = 'silent'
    const id = await accept()
    await reach(id, 'unknown')
    peer.script.end = '250 taken'
    await reach(id, 'accepted')
    expect(peer.received.length).toBeGreaterThan(1)
    expect(new Set(peer.received).size).toBe(1)
  })

  it('when the peer defers, then it is asked again until it takes the mail', async () => {
    peer.script.rcpt = '450 4.2.0 later'
    const id = await accept()
    expect((await reach(id, 'deferred'))?.last_error).toEqual({
      code: 'recipient_refused',
      smtp: 450,
      enhanced: '4.2.0',
    })
    peer.script.rcpt = '250 ok'
    await reach(id, 'accepted')
  })

  it('when the peer does not know the recipient, then failed, once and for all', async () => {
    peer.script.rcpt = '550 5.1.1 who'
    expect(await reach(await accept(), 'failed')).toMatchObject({ next_at: null, last_error: { enhanced: '5.1.1' } })
    expect(peer.commands.filter((command) => command.startsWith('RCPT'))).toHaveLength(1)
  })
})

/** A claimed email of a process that died: its lease has ended. */
async function leaveBehind(phase: 'open' | 'handover'): Promise<{ stored: StoredEmail; content: StoredContent }> {
  const past = toTimestamp(email.delivery.runtime.now() - 1000)
  const stored = storedEmail({
    template: 'plain',
    template_version: 'v1',
    data: { text: 'Hi' },
    next_at: '2099-01-01T00:00:00.000Z',
  })
  const rendered = { subject: 'As it was', html: '<p>As it was</p>', text: 'As it was' }
  const content = { ...rendered, eml: await composeMail(stored, rendered) }
  await email.store.add(stored)
  if (phase === 'handover') {
    await email.store.handOver({ email: stored, provider: 'smtp', content, now: past, lease_end: past })
  } else {
    const change = { next_at: past, status: 'sending' }
    await email.database.write((transaction) =>
      transaction.updateTable('emails').set(change).where('id', '=', stored.id).execute(),
    )
  }
  return { stored, content }
}

describe('after a crash', () => {
  it('when it happened before the handover, then the mail is sent, as a first attempt', async () => {
    const { stored } = await leaveBehind('open')
    expect(await reach(stored.id, 'accepted')).toMatchObject({ attempt_count: 1 })
    expect(peer.received).toHaveLength(1)
  })

  it('when it happened after the handover, then the same bytes are sent again, and the doubt is on record', async () => {
    const { stored, content } = await leaveBehind('handover')
    expect(await reach(stored.id, 'accepted')).toMatchObject({ attempt_count: 2 })
    expect(peer.received.map((mail) => `${mail}\r\n`)).toEqual([content.eml?.replace(/\r\n\./g, '\r\n..')])
    const attempts = await email.database.read((connection) =>
      connection.selectFrom('email_attempts').select(['number', 'outcome', 'phase']).orderBy('number').execute(),
    )
    expect(attempts).toEqual([
      { number: 1, outcome: 'unknown', phase: 'handover' },
      { number: 2, outcome: 'accepted', phase: 'handover' },
    ])
  })

  it('when somebody else has taken the mail over, then the peer hears nothing of it from us', async () => {
    const stored = storedEmail({
      template: 'plain',
      template_version: 'v1',
      data: { text: 'Hi' },
      next_at: null,
      fence: 7,
    })
    await email.store.add(stored)
    await sendByPeer({ ...email.delivery, transport }, { ...stored, fence: 6 })
    expect(peer.commands.filter((command) => command.startsWith('MAIL'))).toEqual([])
  })
})
