import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** All temporary files of this process and its children in one folder that goes with it, however the run ends. */
export function useOwnTmpdir(): void {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-'))
  process.env.TMPDIR = folder
  // A child that was just killed may still be writing its last page.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }))
}
