import { parentPort } from 'node:worker_threads'
import { openSqliteFile } from '../../src/sqlite-file.ts'

/** Opens each file it is told of; answers what was wrong, else nothing. */
parentPort?.on('message', (path: string) => {
  try {
    void openSqliteFile(path).close()
    parentPort?.postMessage('')
  } catch (error) {
    parentPort?.postMessage(String(error))
  }
})
