import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of this machine, if it has one. @throws with REQUIRE_REAL=1 when it has none */
export function findBrowser(): string | undefined {
  const found = PLACES.find((path) => existsSync(path))
  if (!found && process.env.REQUIRE_REAL === '1') throw new Error(`no browser at ${PLACES.join(', ')}`)
  return found
}

/** A real browser with a profile of its own; close the context to end it. */
export function openBrowser(executablePath: string): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'tradewind-browser-'))
  return chromium.launchPersistentContext(profile, { executablePath, headless: true, args: QUIET })
}
