import type { Placed, Shop } from './shop.ts'

/** All of the order leaves in one parcel. */
export async function shipAll(shop: Shop, { key, order_id }: Pick<Placed, 'key' | 'order_id'>): Promise<void> {
  const step = (path: string, body: object) => shop.command({ path, key: `${key} ${path}`, body })
  const { id } = await step(`/orders/${order_id}/fulfillments`, { picker: 'ada' })
  await step(`/fulfillments/${id}/pack`, {})
  await step(`/fulfillments/${id}/ship`, { tracking: { carrier: 'DHL', number: '1' } })
}
