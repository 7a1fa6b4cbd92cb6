import { simpleParser } from 'mailparser'
import { expect, it } from 'vitest'
import { composeMail, readHeaders } from '../../src/domain/compose-mail.ts'
import { storedEmail } from '../test-email.ts'

const content = { subject: 'Grüße: №1', html: '<p>Hallo</p>', text: 'Hallo' }

it('when a mail is composed twice, then the bytes are equal', async () => {
  const email = storedEmail()
  expect(await composeMail(email, content)).toBe(await composeMail(email, content))
})

it('when a mail is read again, then it is what was composed', async () => {
  const email = storedEmail({ reply_to: { email: 'help@tradewind.example', name: null } })
  const mail = await simpleParser(await composeMail(email, content))
  expect(mail).toMatchObject({
    subject: content.subject,
    messageId: email.message_id,
    html: expect.stringContaining('Hallo'),
  })
  expect(mail.date?.toISOString().slice(0, 19)).toBe(email.created_at.slice(0, 19))
  expect(mail.replyTo?.text).toBe('help@tradewind.example')
})

it('when a name looks like another address or header, then it stays a name', async () => {
  const name = 'Eve <eve@evil.example>, x\r\nBcc: all@evil.example'
  const email = storedEmail({ to: { email: 'ada@example.com', name } })
  const mail = await simpleParser(await composeMail(email, content))
  const to = Array.isArray(mail.to) ? mail.to : [mail.to]
  expect(to.flatMap((list) => list?.value.map(({ address }) => address))).toEqual(['ada@example.com'])
  expect(mail.headers.has('bcc')).toBe(false)
})

it('when headers are read, then folded ones are whole', () => {
  const email = storedEmail()
  expect(readHeaders(email, content)).toMatchObject({
    'message-id': email.message_id,
    'auto-submitted': 'auto-generated',
  })
})
