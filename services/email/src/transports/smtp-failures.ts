import type { SMTPError } from 'nodemailer/lib/smtp-connection'
import type { Outcome, SendError } from '../domain/outcome.ts'

/** Before MAIL FROM nothing can have been sent, whatever went wrong. */
export const readConnectFailure = (error: SMTPError): SendError => toSendError(error)

/**
 * What a failed sending means. An answer of the server decides; without one, only when the server had said 354, and so
 * was given the mail, may it have taken it. nodemailer's error is the same on both sides of that line.
 */
export function readSendFailure(error: SMTPError, last_response: string | false): Outcome {
  const refusal = toSendError(error)
  if (refusal.smtp !== null) return { kind: refusal.smtp < 500 ? 'deferred' : 'failed', error: refusal }
  const given = last_response !== false && last_response.startsWith('354')
  return { kind: given ? 'unknown' : 'deferred', error: refusal }
}

const CODE_OF: Record<string, string> = {
  EDNS: 'dns_failed',
  ECONNECTION: 'connection_lost',
  ESOCKET: 'connection_failed',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls_failed',
  EAUTH: 'sign_in_refused',
  EENVELOPE: 'recipient_refused',
  EMESSAGE: 'message_refused',
}

/** Codes of ours: `sender_refused`, `recipient_refused`, `message_refused`, `timeout`, … */
function toSendError({ code = '', command, response, responseCode }: SMTPError): SendError {
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1]
  return {
    code: command === 'MAIL FROM' ? 'sender_refused' : (CODE_OF[code] ?? 'smtp_failed'),
    smtp: responseCode ?? null,
    enhanced: enhanced ?? null,
  }
}
