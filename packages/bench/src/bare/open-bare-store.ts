import type { BareStore } from './bare-store.ts'

/** Opens what the URL names, as the services do; only its own driver is loaded. */
export async function openBareStore(url: string): Promise<BareStore> {
  if (url.startsWith('sqlite:')) return (await import('./sqlite-bare-store.ts')).openSqliteBareStore(url)
  if (url.startsWith('mysql:')) return (await import('./mysql-bare-store.ts')).openMysqlBareStore(url)
  return (await import('./mongo-bare-store.ts')).openMongoBareStore(url)
}
