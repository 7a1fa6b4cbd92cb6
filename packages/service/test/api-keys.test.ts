import { describe, expect, it } from 'vitest'
import { createSettingsKeys, firstKey, hashKey } from '../src/api-keys.ts'

describe('keys given by settings', () => {
  const findClient = createSettingsKeys([{ client_id: 'admin', key: ' sk_new_one \n sk_old_one ', scopes: ['admin'] }])

  it.each(['sk_new_one', 'sk_old_one'])('when a setting holds several, then %s is the client’s', async (key) => {
    expect(await findClient(hashKey(key))).toMatchObject({ id: 'admin' })
  })

  it.each(['', ' sk_new_one \n sk_old_one ', 'sk_other_one'])('when a key is %j, then it is nobody’s', async (key) => {
    expect(await findClient(hashKey(key))).toBeUndefined()
  })

  it('when one of several is to be sent, then it is the first', () => {
    expect(firstKey(' sk_new_one \n sk_old_one ')).toBe('sk_new_one')
    expect(firstKey('sk_only_one')).toBe('sk_only_one')
  })
})
