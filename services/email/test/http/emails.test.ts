import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, type OpenEmail, openEmail, postEmail } from '../open-email.ts'

let email: OpenEmail

beforeAll(async () => {
  email = await openEmail()
})

afterAll(() => email.close())

const get = (url: string, key = KEYS.service) => email.app.inject({ url, headers: { authorization: `Bearer ${key}` } })

const isDone = (id: string, status = 'delivered') =>
  eventually(async () => expect((await get(`/emails/${id}`)).json()).toMatchObject({ status }))

describe('POST /emails', () => {
  it('when a mail is accepted, then it is in the inbox soon', async () => {
    const answer = await postEmail(email, { to: { email: 'one@example.com', name: 'One' } })
    expect(answer.statusCode).toBe(202)
    const { id, status, message_id } = answer.json()
    expect(answer.headers.location).toBe(`/emails/${id}`)
    expect([status, message_id]).toEqual(['queued', `<${id}@tradewind.example>`])
    await isDone(id)
    const { data } = (await email.app.inject('/inbox/messages?to=one@example.com')).json()
    expect(data).toMatchObject([
      { to: 'one@example.com', subject: 'About order:1', html: '<p>Hi</p>', text: 'Hi', message_id },
    ])
    expect(data[0].headers['message-id']).toBe(message_id)
  })

  it('when the same key comes with the same body, then it is the same email, sent once', async () => {
    const to = { email: 'twice@example.com' }
    const headers = { 'idempotency-key': 'the-same' }
    const [first, second] = await Promise.all([postEmail(email, { to }, headers), postEmail(email, { to }, headers)])
    expect(second?.json().id).toBe(first?.json().id)
    expect([first, second].map((answer) => answer?.headers['idempotent-replayed']).filter(Boolean)).toEqual(['true'])
    await isDone(first?.json().id)
    const { data } = (await email.app.inject('/inbox/messages?to=twice@example.com')).json()
    expect(data).toHaveLength(1)
  })

  it('when a key comes with another body, then 422', async () => {
    await postEmail(email, {}, { 'idempotency-key': 'used' })
    const answer = await postEmail(email, { reference: 'order:2' }, { 'idempotency-key': 'used' })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'idempotency_key_reused'])
    const ofAdmin = { 'idempotency-key': 'used', authorization: `Bearer ${KEYS.admin}` }
    expect((await postEmail(email, {}, ofAdmin)).headers['idempotent-replayed']).toBeUndefined()
  })

  it.each([
    ['an unknown template', { template: 'nothing' }, 'unknown_template', '/template', 'unknown_template'],
    ['wrong data', { data: { wrong: 1 } }, 'validation_failed', '/data/wrong', 'unknown_field'],
    [
      'a line break in a name',
      { to: { email: 'a@b.example', name: 'A\nB' } },
      'validation_failed',
      '/to/name',
      'control_characters',
    ],
    ['no address', { to: { email: 'nobody' } }, 'validation_failed', '/to/email', 'invalid_email'],
    ['an unknown field', { cc: [] }, 'validation_failed', '/cc', 'unknown_field'],
    ['an unknown zone', { timezone: 'Mars/Olympus' }, 'validation_failed', '/timezone', 'invalid_timezone'],
    ['a locale that is none', { locale: 'en-ab-cd' }, 'validation_failed', '/locale', 'invalid_locale'],
  ])('when there is %s, then 422 says where', async (_name, change, code, pointer, fault) => {
    const answer = await postEmail(email, change)
    expect([answer.statusCode, answer.json().code]).toEqual([422, code])
    expect(answer.json().errors).toEqual([expect.objectContaining({ pointer, code: fault })])
  })

  it('when key, scope or Idempotency-Key are missing, then 401, 403, 400', async () => {
    expect((await postEmail(email, {}, { authorization: '' })).statusCode).toBe(401)
    expect((await postEmail(email, {}, { authorization: `Bearer ${KEYS.reader}` })).statusCode).toBe(403)
    expect((await postEmail(email, {}, { 'idempotency-key': '' })).json().code).toBe('idempotency_key_missing')
  })

  it('when a body has a megabyte, then it is taken; when it has sixteen, then 413', async () => {
    expect((await postEmail(email, { data: { text: 'x'.repeat(1 << 20) } })).statusCode).toBe(202)
    expect((await postEmail(email, { data: { text: 'x'.repeat(16 << 20) } })).statusCode).toBe(413)
  })

  it('when a mail is for later, then it waits; when it is too late, then it expires', async () => {
    const later = (await postEmail(email, { scheduled_at: '2099-01-01T12:00:00+02:00' })).json()
    expect(later).toMatchObject({ status: 'scheduled', scheduled_at: '2099-01-01T10:00:00.000Z' })
    expect(later.expires_at).toBe('2099-01-04T10:00:00.000Z')
    const late = (await postEmail(email, { expires_at: '2020-01-01T00:00:00Z' })).json()
    await isDone(late.id, 'expired')
  })

  it('when a mail cannot be rendered, then it has failed and says so', async () => {
    const { id } = (await postEmail(email, { data: { nobody: 1 } })).json()
    await isDone(id, 'failed')
    expect((await get(`/emails/${id}`)).json()).toMatchObject({ last_error: { code: 'render_failed' } })
  })
})

describe('GET /emails', () => {
  it('when emails are listed by reference, then cursors lead through all of them', async () => {
    for (let count = 0; count < 3; count += 1) await postEmail(email, { reference: 'order:list' })
    const first = (await get('/emails?reference=order:list&limit=2')).json()
    expect([first.data.length, first.has_more]).toEqual([2, true])
    const second = (await get(`/emails?reference=order:list&limit=2&after=${first.next_cursor}`)).json()
    expect([second.data.length, second.has_more, second.next_cursor]).toEqual([1, false, null])
  })

  it('when there is no such email, then 404', async () => {
    const answer = await get('/emails/em_01jx3q9v2kf4m8t6w0ynrb5h7c')
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'email_not_found'])
  })
})

describe('GET /emails/:id/content', () => {
  it('when content is read, then each format has its type and no script may run', async () => {
    const { id } = (await postEmail(email)).json()
    await isDone(id)
    const html = await get(`/emails/${id}/content`)
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(html.headers['content-security-policy']).toContain("default-src 'none'")
    expect([html.body, (await get(`/emails/${id}/content?format=text`)).body]).toEqual(['<p>Hi</p>', 'Hi'])
    expect((await get(`/emails/${id}/content?format=eml`)).body).toContain(`Message-ID: <${id}@tradewind.example>`)
  })

  it('when a mail is not rendered yet, then 409', async () => {
    const { id } = (await postEmail(email, { scheduled_at: '2099-01-01T00:00:00Z' })).json()
    expect((await get(`/emails/${id}/content`)).json().code).toBe('email_not_rendered')
  })
})

describe('GET /templates and /openapi.json', () => {
  it('when templates are listed, then each has its schema and sample', async () => {
    const [template] = (await get('/templates')).json().data
    expect(Object.keys(template)).toEqual(['key', 'version', 'locales', 'category', 'schema', 'sample'])
    expect(Object.keys((await email.app.inject('/openapi.json')).json().paths)).toContain('/emails/{id}/content')
  })
})
