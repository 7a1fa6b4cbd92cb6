import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenEmail, openEmail, postEmail } from '../open-email.ts'

let email: OpenEmail

beforeAll(async () => {
  email = await openEmail()
})

afterAll(() => email.close())

const page = async (query = '') => (await email.app.inject(`/inbox${query}`)).body

async function receive(to: { email: string; name?: string }, data = {}) {
  await postEmail(email, { to, data: { text: 'Hi', ...data } })
  return eventually(async () => (await email.app.inject(`/inbox/messages?to=${to.email}`)).json().data[0] ?? null)
}

it('when there is no mail, then the page waits for the first', async () => {
  expect(await page()).toContain('http-equiv="refresh"')
})

it('when a name holds HTML, then the page shows it as text', async () => {
  await receive({ email: 'eve@example.com', name: '<img src=x onerror=alert(1)>' })
  expect(await page()).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(await page()).not.toContain('<img')
  expect(await page('?to=%22%3E%3Cscript%3E')).not.toContain('<script>')
})

it('when a mail is opened, then it is in a frame that may do nothing', async () => {
  const { id } = await receive({ email: 'ada@example.com' }, { text: '<script>alert(1)</script>' })
  expect(await page(`?message=${id}`)).toContain(`sandbox="" src="/inbox/messages/${id}/html"`)
  const mail = await email.app.inject(`/inbox/messages/${id}/html`)
  expect(mail.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
  expect(await page(`?message=${id}&view=source`)).toContain('Message-ID: &lt;em_')
  expect(await page(`?message=${id}&view=text`)).toContain('<pre>&lt;script&gt;')
})

it('when the list is longer than a page, then a link leads on', async () => {
  for (const name of ['a', 'b', 'c']) await receive({ email: `${name}@example.com` })
  const first = await email.app.inject('/inbox/messages?limit=2')
  const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? ''
  const second = (await email.app.inject(next)).json().data
  expect(second[0].id < first.json().data[1].id).toBe(true)
})

it('when mail goes to a real server, then there is no inbox', async () => {
  const connect = async () => ({ kind: 'not_sent' as const, error: { code: 'x', smtp: null, enhanced: null } })
  const real = await openEmail({ transport: { kind: 'peer', name: 'smtp', limit_ms: 100, connect } })
  expect((await real.app.inject('/inbox')).statusCode).toBe(404)
  expect((await real.app.inject('/inbox/messages')).statusCode).toBe(404)
  await real.close()
})
