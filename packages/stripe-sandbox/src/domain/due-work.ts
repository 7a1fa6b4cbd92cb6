/** What is to happen by itself at some time, and to which object. */
export interface DueWork {
  kind:
    | 'settle_refund'
    | 'fail_refund'
    | 'open_dispute'
    | 'win_dispute'
    | 'lose_dispute'
    | 'pay_payout'
    | 'pay_out_all'
    | 'expire_authorization'
  object_id: string
}
