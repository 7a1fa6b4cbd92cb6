/** What is to happen by itself at some time, and to which object. */
export interface DueWork {
  kind: 'settle_refund' | 'fail_refund'
  object_id: string
}
