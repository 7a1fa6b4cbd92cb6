import { openRealServers } from '@tradewind/testkit/real-servers.ts'
import { runBooks } from './books/run-books.ts'
import { runLists } from './lists/run-lists.ts'
import { useOwnTmpdir } from './machine/own-tmpdir.ts'
import { readOptions, USAGE } from './options.ts'
import { runPickers } from './pickers/run-pickers.ts'
import { profileSystems } from './profile/profile-systems.ts'
import { toBenchResult } from './report/bench-result.ts'
import { keepResult } from './report/keep-result.ts'
import { toMarkdown } from './report/to-markdown.ts'
import { runBench } from './run-bench.ts'
import { runSse } from './sse/run-sse.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

function readArguments() {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`)
    process.exit(2)
  }
}

async function bench({
  profile,
  books,
  pickers,
  lists,
  sse,
  ...options
}: ReturnType<typeof readArguments>): Promise<void> {
  if (profile) return say(await profileSystems(options, say))
  if (pickers) return say(await runPickers(options))
  if (lists) return say(await runLists(options, say))
  if (sse) return say(await runSse(options))
  if (books) return say(await runBooks(options))
  const result = toBenchResult(options, await runBench(options, say))
  const markdown = toMarkdown(result)
  say(`\n${markdown}`)
  keepResult(result, markdown)
  if (result.cells.some(({ failures }) => failures > 0)) process.exitCode = 1
}

const options = readArguments()
useOwnTmpdir()
const servers = options.databases === 'real' ? await openRealServers() : undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.resolve(servers?.close()).finally(() => process.exit(130)))
}
try {
  await bench(options)
} finally {
  await servers?.close()
}
process.exit()
