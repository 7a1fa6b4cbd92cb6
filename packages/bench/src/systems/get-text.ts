const LIMIT_MS = 10_000

/** @throws when it is not answered 200 in time */
export async function getText(url: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(LIMIT_MS) })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}

export async function getJson<Body>(url: string, headers?: Record<string, string>): Promise<Body> {
  return JSON.parse(await getText(url, headers)) as Body
}
