import { failpoint } from '@tradewind/service/failpoint.ts'
import { toTimestamp } from '@tradewind/service/runtime.ts'
import type { Deps } from '../deps.ts'
import type { Notice } from '../notice-deps.ts'
import { isHandled } from './handle-notice.ts'

type Receiving = Pick<Deps, 'notices' | 'gateway' | 'runtime'>

/** Written down before the gateway hears that we have it; what it means is found out afterwards. */
export async function receiveNotice({ notices, gateway, runtime }: Receiving, notice: Notice): Promise<void> {
  const received_at = toTimestamp(runtime.now())
  const next_at = isHandled(notice) ? received_at : null
  await notices.receive({ ...notice, gateway: gateway.name, received_at, next_at })
  failpoint('payments.after_notice')
}
