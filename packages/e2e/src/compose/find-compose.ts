import { spawnSync } from 'node:child_process'
import { hasRealDatabases } from '@tradewind/testkit/suite-databases.ts'

const IMAGES = ['node:26-slim', 'nginx:1.30']

/**
 * Whether docker-compose.yml is tried here: twelve minutes of ten containers under load, so only where COMPOSE=1 or
 * REQUIRE_REAL=1 asks for it. @throws what is missing for it
 */
export function findCompose(): boolean {
  if (process.env.COMPOSE !== '1' && process.env.REQUIRE_REAL !== '1') {
    process.stdout.write('\nLEFT OUT: docker-compose.yml was not tried: COMPOSE=1 asks for it\n')
    return false
  }
  const missing = findMissing()
  if (missing) throw new Error(`docker-compose.yml is to be tried, but ${missing}`)
  return true
}

function findMissing(): string | undefined {
  if (!hasRealDatabases()) return 'no Docker engine with the images of the databases answers'
  if (!succeeds('compose', 'version')) return 'docker has no compose'
  const image = IMAGES.find((name) => !succeeds('image', 'inspect', name))
  return image && `the image ${image} is missing: docker pull ${image}`
}

const succeeds = (...args: string[]): boolean => spawnSync('docker', args, { timeout: 20_000 }).status === 0
