import type { Mail } from './invariants.ts'

/**
 * What an SMTP peer took, as a mailbox shows it. A mail whose answer was lost comes again, byte for byte the same and
 * with the same Message-ID: it is one mail.
 */
export function readMailsOf(received: string[]): Mail[] {
  return [...new Set(received)].map((text) => ({
    to: headerOf(text, 'To').replace(/^.*<|>.*$/g, ''),
    subject: headerOf(text, 'Subject'),
  }))
}

function headerOf(text: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim() ?? ''
}
