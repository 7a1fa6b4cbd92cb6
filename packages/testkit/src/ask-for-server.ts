export type ServerKind = 'mysql' | 'mongo'

/** Whether this run has servers of `kind` to give. */
export const isOffered = (kind: ServerKind): boolean => (process.env.TESTKIT_SERVERS ?? '').split(',').includes(kind)

/** The URL of the run's own server of this kind, once it is ready. @throws what kept it from starting */
export async function askForServer(kind: ServerKind): Promise<string> {
  const answer = await fetch(`${process.env.TESTKIT_OFFER}/${kind}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${kind} did not start: ${text}`)
  return text
}
