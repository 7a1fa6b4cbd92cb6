import { eventually } from '@tradewind/testkit/eventually.ts'
import type { Suite } from '@tradewind/testkit/suite.ts'
import type { SuiteMessage } from '@tradewind/testkit/suite-reads.ts'

interface Template {
  key: string
  locales: string[]
  sample: object
}

interface Body {
  to: { email: string }
  [name: string]: unknown
}

/** The sample of every template in each of its languages, as it arrives in the inbox, by `<template>.<locale>`. */
export async function sendShippedMails(suite: Suite): Promise<Map<string, SuiteMessage>> {
  const { data } = (await call(suite, '/templates')) as { data: Template[] }
  const mails = data.flatMap(({ key, locales, sample }) => locales.map((locale) => ({ key, locale, sample })))
  for (const { key, locale, sample } of mails) {
    const to = { email: `${key}.${locale}@mails.example` }
    await call(suite, '/emails', { reference: 'samples', template: key, to, data: sample, locale })
  }
  return eventually(async () => {
    const arrived = (await suite.inbox()).filter(({ to }) => to.endsWith('@mails.example'))
    if (arrived.length < mails.length) throw new Error(`${arrived.length} of ${mails.length} mails arrived`)
    return new Map(arrived.map((mail) => [mail.to.replace('@mails.example', ''), mail]))
  })
}

async function call({ urls, service_key }: Suite, path: string, body?: Body) {
  const answer = await fetch(urls.email + path, {
    headers: {
      authorization: `Bearer ${service_key}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': body.to.email }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
