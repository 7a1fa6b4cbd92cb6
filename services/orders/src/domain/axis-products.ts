import { AXES, type Axis, type OrderFilter, VALUES } from './order-query.ts'

/** Each state that the filter's axes allow, where `axes` names those that must be given a value. */
export function axisProducts(filter: OrderFilter, axes: readonly Axis[] = AXES): Partial<Record<Axis, string>>[] {
  let products: Partial<Record<Axis, string>>[] = [{}]
  for (const axis of axes) {
    const values = filter[axis] ?? VALUES[axis]
    products = products.flatMap((product) => values.map((value) => ({ ...product, [axis]: value })))
  }
  return products
}
