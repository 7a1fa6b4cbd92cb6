import type { Email } from '@tradewind/contracts/emails.ts'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Content } from './content.ts'
import type { MailAddress } from './mail-address.ts'
import { dateOf } from './stored-email.ts'

/** The mail's source (RFC 5322). The same email and content always make the same bytes. */
export async function composeMail(email: Email, content: Content): Promise<string> {
  return (await compile(email, content).build()).toString('utf8')
}

/** The mail's headers by lower-case name. */
export function readHeaders(email: Email, content: Content): Record<string, string> {
  const unfolded = compile(email, content)
    .buildHeaders()
    .replace(/\r\n[ \t]+/g, ' ')
  const lines = unfolded.split('\r\n').map((line) => /^([^:]+): ?(.*)$/.exec(line))
  return Object.fromEntries(lines.flatMap((line) => (line ? [[line[1]?.toLowerCase(), line[2]]] : [])))
}

function compile(email: Email, { subject, html, text }: Content) {
  return new MailComposer({
    from: toMailbox(email.from),
    to: toMailbox(email.to),
    replyTo: email.reply_to ? toMailbox(email.reply_to) : undefined,
    ...{ subject, html, text, messageId: email.message_id, date: dateOf(email) },
    // Made of the id instead of chance: a re-send is byte-identical.
    baseBoundary: email.id,
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
}

/** An object, never a string: no name can smuggle in a second address. */
const toMailbox = ({ email, name }: MailAddress) => ({ address: email, name: name ?? '' })
