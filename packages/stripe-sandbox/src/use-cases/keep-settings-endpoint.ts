import type { Deps } from '../deps.ts'
import { toCreated } from '../domain/position.ts'
import { createWebhookEndpoint } from '../domain/webhook-endpoint.ts'

/** The endpoint that the settings name; it has one id on every start, so that what is due to it stays due. */
export interface SettingsEndpoint {
  url: string
  secret: string
  enabled_events: string[]
}

const ID = 'we_settings'

/** Writes the settings' endpoint at start, or takes it away when they no longer name one. */
export async function keepSettingsEndpoint({ store }: Pick<Deps, 'store'>, asked: SettingsEndpoint | undefined) {
  await store.write((writes) => {
    if (!asked) return writes.removeEndpoint(ID)
    const { secret, ...named } = asked
    const position = writes.nextPosition()
    const endpoint = createWebhookEndpoint(
      { ...named, description: 'from the settings', metadata: {} },
      { id: ID, created: toCreated(position) },
    )
    writes.putEndpoint({ position, endpoint, secret })
  })
}
