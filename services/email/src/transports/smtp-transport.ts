import SMTPConnection, { type Options, type SMTPError } from 'nodemailer/lib/smtp-connection'
import type { Peer, PeerSession } from '../deps.ts'
import { readConnectFailure, readSendFailure } from './smtp-failures.ts'
import { readSmtpUrl, type SmtpServer } from './smtp-url.ts'

interface SmtpTransport {
  server: SmtpServer
  /** How long one answer of the server is waited for, ms. */
  limit_ms: number
}

const LIMIT_MS = 30_000
const SHORTEST_MS = 1000

/** The server that `url` (SMTP_URL) names; its answers are waited for 30 s, less where all waiting is scaled down. */
export function openSmtp({ url, retry_scale }: { url: string; retry_scale: number }): Peer {
  const limit_ms = Math.max(SHORTEST_MS, LIMIT_MS * Math.min(1, retry_scale))
  return createSmtpTransport({ server: readSmtpUrl(url), limit_ms })
}

/** Mail by SMTP, one connection for each. */
export function createSmtpTransport({ server, limit_ms }: SmtpTransport): Peer {
  return {
    kind: 'peer',
    name: 'smtp',
    limit_ms,
    async connect() {
      const connection = new SMTPConnection(toOptions(server, limit_ms))
      try {
        await signIn(connection, server)
        return { kind: 'connected', session: createSession(connection) }
      } catch (error) {
        connection.close()
        return { kind: 'not_sent', error: readConnectFailure(error as SMTPError) }
      }
    },
  }
}

function toOptions({ host, port, tls, implicit_tls }: SmtpServer, limit_ms: number): Options {
  return {
    ...{ host, port, secure: implicit_tls },
    ...{ requireTLS: tls === 'required', opportunisticTLS: tls === 'opportunistic', ignoreTLS: tls === 'off' },
    ...{ connectionTimeout: limit_ms, greetingTimeout: limit_ms, dnsTimeout: limit_ms, socketTimeout: limit_ms },
  }
}

/** Connects, greets, and signs in where the URL gives a name. */
function signIn(connection: SMTPConnection, { auth }: SmtpServer): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays: after `connect` has answered, this is where a lost connection shows.
    connection.on('error', reject)
    connection.connect((error) => {
      if (error) return reject(error)
      if (!auth) return resolve()
      connection.login({ credentials: auth }, (refusal) => (refusal ? reject(refusal) : resolve()))
    })
  })
}

function createSession(connection: SMTPConnection): PeerSession {
  return {
    send: ({ from, to, eml }) =>
      new Promise((resolve) => {
        const message = Buffer.from(eml)
        connection.send({ from, to: [to], size: message.length }, message, (error) => {
          resolve(error ? readSendFailure(error, connection.lastServerResponse) : { kind: 'accepted' })
        })
      }),
    close: () => connection.quit(),
  }
}
