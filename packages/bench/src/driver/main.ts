import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { drive } from './drive.ts'
import type { Load } from './load.ts'

/** A process of its own, so that its cost is seen apart: `POST /` a load, answered when it is over. */
const server = createServer(async (request, response) => {
  try {
    const load = JSON.parse(await text(request)) as Load
    response.end(JSON.stringify(await drive(load)))
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})

process.on('disconnect', () => process.exit(0))
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  process.send?.({ ready: true, port: (server.address() as AddressInfo).port })
})
