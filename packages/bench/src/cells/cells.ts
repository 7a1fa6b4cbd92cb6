import type { Cell } from './cell.ts'
import { PAID, UNPAID } from './order-bodies.ts'

/** In the order in which they are measured: what is compared stands side by side. */
export const CELLS: Cell[] = [
  {
    name: 'floor',
    system: 'floor',
    mails: 0,
    request: { method: 'POST', body: UNPAID, expect: { status: 202 } },
  },
  {
    name: 'accept',
    system: 'ours',
    mails: 0,
    request: {
      method: 'POST',
      body: UNPAID,
      prefer: 'respond-async',
      expect: { status: 201, text: '"payment_status":"pending"' },
    },
  },
  {
    name: 'chain',
    system: 'chain',
    mails: 1,
    request: { method: 'POST', body: PAID, expect: { status: 201, text: '"status":"confirmed"' } },
  },
  {
    name: 'full',
    system: 'ours',
    mails: 1,
    request: { method: 'POST', body: PAID, prefer: 'wait=10', expect: { status: 201, text: '"status":"confirmed"' } },
  },
  {
    name: 'accept_paid',
    system: 'ours',
    mails: 1,
    request: { method: 'POST', body: PAID, prefer: 'respond-async', expect: { status: 202 } },
  },
  { name: 'read', system: 'ours', mails: 0, request: { method: 'GET', expect: { status: 200, text: '"id":"ord_' } } },
  {
    name: 'list',
    system: 'ours',
    mails: 0,
    request: { method: 'GET', expect: { status: 200, text: '"has_more":true' } },
  },
]
