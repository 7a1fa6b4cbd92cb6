import { Agent } from 'node:http'
import axios from 'axios'

/** Posts text to one peer with the settings of our own HTTP client (packages/service/src/http-client.ts), and no more. */
export function createCaller(base_url: string): (path: string, body: string) => Promise<string> {
  const http = axios.create({
    baseURL: base_url,
    httpAgent: new Agent({ keepAlive: true }),
    maxRedirects: 0,
    proxy: false,
    decompress: false,
    responseType: 'text',
    transformResponse: (text) => text,
    transformRequest: (text) => text,
    headers: { common: { 'content-type': 'application/json' } },
  })
  return async (path, body) => (await http.post<string>(path, body)).data
}
