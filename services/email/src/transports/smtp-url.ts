type SmtpTls = 'required' | 'opportunistic' | 'off'

/** A mail server as `SMTP_URL` names it. */
export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte (`smtps:`), before any command. */
  implicit_tls: boolean
  /** STARTTLS: insisted on, taken where offered, or not asked for. */
  tls: SmtpTls
  auth: { user: string; pass: string } | null
}

const SUBMISSION_PORT = 587
const SUBMISSIONS_PORT = 465

/** Reads `smtp://user:pass@host:587?tls=required|opportunistic|off`; STARTTLS is required unless told otherwise. */
export function readSmtpUrl(text: string): SmtpServer {
  const url = new URL(text)
  const implicit_tls = url.protocol === 'smtps:'
  const tls = (url.searchParams.get('tls') ?? 'required') as SmtpTls
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (implicit_tls ? SUBMISSIONS_PORT : SUBMISSION_PORT),
    implicit_tls,
    tls: implicit_tls ? 'off' : tls,
    auth: url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : null,
  }
}
