import { readFileSync } from 'node:fs'
const mb = () => { const t = readFileSync('/proc/self/status','utf8'); return ['RssAnon','RssFile'].map((n) => Math.round(Number(new RegExp(`${n}:\\s+(\\d+)`).exec(t)[1])/1024)) }
let last = mb(); console.log('base', last.join(' '))
for (const m of ['fastify','pino','ajv','typebox','prom-client','axios','@fastify/swagger','@fastify/swagger-ui','./app-error.ts','./create-app.ts']) {
  const t=performance.now()
  try { await import(m) } catch (e) { console.log(m, e.code ?? e.message); continue }
  const now = mb(); console.log(m.padEnd(22), `anon +${now[0]-last[0]} file +${now[1]-last[1]}  ${Math.round(performance.now()-t)} ms`); last = now
}
const h = process.memoryUsage(); console.log(Object.entries(h).map(([k,v])=>`${k} ${Math.round(v/1e6)}`).join(' '))
