/** A charge as the sandbox keeps it: what of it the invariants look at. */
export interface SuiteCharge {
  id: string
  amount: number
  amount_captured: number
  amount_refunded: number
  currency: string
  status: string
  captured: boolean
  payment_intent: string
  metadata: Record<string, string>
}

/** One delivery into the inbox. */
export interface SuiteMessage {
  id: string
  to: string
  subject: string
  message_id: string
  html: string
  text: string
  headers: Record<string, string>
}

/** All charges the sandbox ever made, declined ones too, oldest first. */
export async function readCharges(sandbox_url: string): Promise<SuiteCharge[]> {
  const charges: SuiteCharge[] = []
  let after = ''
  for (;;) {
    const page = await getJson<ChargesPage>(`${sandbox_url}/sandbox/charges?limit=1000${after}`)
    charges.push(...page.body.data)
    if (!page.body.has_more) return charges
    after = `&after=${page.body.next_after}`
  }
}

interface ChargesPage {
  data: SuiteCharge[]
  has_more: boolean
  next_after: number
}

/** All deliveries into the inbox, or those to one address; a double shows twice. */
export async function readInbox(email_url: string, to?: string): Promise<SuiteMessage[]> {
  const messages: SuiteMessage[] = []
  const query = new URLSearchParams({ limit: '100', ...(to === undefined ? {} : { to }) })
  let next: string | undefined = `/inbox/messages?${query}`
  while (next) {
    const page: Page<{ data: SuiteMessage[] }> = await getJson(`${email_url}${next}`)
    messages.push(...page.body.data)
    next = /<([^>]+)>; rel="next"/.exec(page.link)?.[1]
  }
  return messages
}

interface Page<Body> {
  body: Body
  link: string
}

async function getJson<Body>(url: string): Promise<Page<Body>> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return { body: (await answer.json()) as Body, link: answer.headers.get('link') ?? '' }
}
