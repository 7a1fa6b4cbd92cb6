/** What is done at the card sandbox by others than us: card holders, banks, its dashboard. @throws when it is refused */
export async function askGateway(sandbox_url: string, path: string, form: Record<string, string> = {}): Promise<void> {
  const headers = { authorization: 'Bearer sk_test_tradewind' }
  const init: RequestInit = { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' }
  const answer = await fetch(sandbox_url + path, init)
  if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}
