import { createMissing } from '../domain/gateway-error.ts'
import { findTestMethod, type TestMethod } from '../domain/test-method.ts'
import type { FormObject } from './form-encoding.ts'
import { readString } from './read-params.ts'

export function readPaymentMethod(params: FormObject): TestMethod | undefined {
  const id = readString(params, 'payment_method')
  if (id === undefined) return undefined
  const method = findTestMethod(id)
  if (method) return method
  throw createMissing('PaymentMethod', { id, param: 'payment_method' })
}
