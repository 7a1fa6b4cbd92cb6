import type { ServerKind } from './ask-for-server.ts'
import { findEngine, hasImage, removeLeftovers } from './docker-engine.ts'
import { IMAGES, offerServers } from './server-offer.ts'

export interface RealServers {
  /** Why tests on real databases are left out, one line each; empty when none is. */
  left_out: string[]
  close(): Promise<void>
}

/**
 * Offers to tests what the Docker engine of this host can give.
 * @throws with `REQUIRE_REAL=1`, where anything would be left out
 */
export async function openRealServers(): Promise<RealServers> {
  // The helper image that would remove leftovers is not everywhere: we label and remove them ourselves.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
  const { kinds, left_out } = await look()
  if (left_out.length > 0 && process.env.REQUIRE_REAL === '1') {
    throw new Error(`REQUIRE_REAL=1, but ${left_out.join('; ')}`)
  }
  const offer = await offerServers(kinds)
  return { left_out, close: offer.close }
}

async function look(): Promise<{ kinds: ServerKind[]; left_out: string[] }> {
  const engine = await findEngine()
  if (!engine) return { kinds: [], left_out: ['no Docker engine answers: nothing runs on MySQL and MongoDB'] }
  await removeLeftovers(engine)
  const kinds: ServerKind[] = []
  const left_out: string[] = []
  for (const kind of ['mysql', 'mongo'] as const) {
    if (await hasImage(engine, IMAGES[kind])) kinds.push(kind)
    else left_out.push(`the image ${IMAGES[kind]} is missing: docker pull ${IMAGES[kind]}`)
  }
  return { kinds, left_out }
}
