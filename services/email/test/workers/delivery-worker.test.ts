import { toTimestamp } from '@tradewind/service/runtime.ts'
import { eventually } from '@tradewind/testkit/eventually.ts'
import { afterEach, expect, it } from 'vitest'
import type { Templates } from '../../src/deps.ts'
import { type OpenEmail, openEmail, plainTemplates, postEmail } from '../open-email.ts'
import { storedEmail } from '../test-email.ts'

let email: OpenEmail

afterEach(() => email.close())

const reach = (id: string, status: string) =>
  eventually(async () => expect((await email.store.find(id))?.status).toBe(status))

const plain = { template: 'plain', template_version: 'v1', data: { text: 'Hi' } }

it('when mail is due in the table, then it is delivered, whatever its lane', async () => {
  email = await openEmail()
  const due = [
    storedEmail(plain),
    storedEmail({ ...plain, lane: 'bulk' }),
    storedEmail({ ...plain, status: 'scheduled' }),
  ]
  for (const one of due) await email.store.add(one)
  for (const { id } of due) await reach(id, 'delivered')
})

it('when more is accepted at once than is held, then all of it arrives once', async () => {
  email = await openEmail()
  const answers = await Promise.all(Array.from({ length: 300 }, () => postEmail(email)))
  for (const answer of answers) await reach(answer.json().id, 'delivered')
  const { data } = (await email.app.inject('/inbox/messages?limit=1000')).json()
  expect(data).toHaveLength(300)
})

it('when a template cannot be had for now, then the mail waits and others do not', async () => {
  let missing = true
  const load: Templates['load'] = async (one) => {
    if (missing && one.reference === 'order:late') throw new Error('no template of that version yet')
    return plainTemplates.load(one)
  }
  email = await openEmail({ templates: { ...plainTemplates, load } })
  const late = (await postEmail(email, { reference: 'order:late' })).json()
  await reach((await postEmail(email)).json().id, 'delivered')
  expect((await email.store.find(late.id))?.status).not.toBe('failed')
  missing = false
  await reach(late.id, 'delivered')
})

it('when the process that held a mail is gone, then it is taken over when the lease ends', async () => {
  email = await openEmail()
  const next_at = toTimestamp(email.delivery.runtime.now() + 500)
  const orphan = storedEmail({ ...plain, fence: 1, next_at })
  await email.store.add(orphan)
  await reach(orphan.id, 'delivered')
  expect(await email.store.find(orphan.id)).toMatchObject({ fence: 2, attempt_count: 1 })
})
