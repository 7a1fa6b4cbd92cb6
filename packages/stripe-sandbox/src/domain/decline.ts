/** How a card is refused, in the words of Stripe's testing and decline-code pages. */
export interface Decline {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error' | 'authentication_required'
  /** Stripe documents one only beside `card_declined` and `authentication_required`. */
  decline_code?: string
  advice_code: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later'
  param?: string
  message: string
}

export const GENERIC_DECLINE: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  advice_code: 'try_again_later',
  message: 'Your card was declined.',
}

export const INSUFFICIENT_FUNDS: Decline = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  advice_code: 'try_again_later',
  message: 'Your card has insufficient funds.',
}

export const LOST_CARD: Decline = {
  code: 'card_declined',
  decline_code: 'lost_card',
  advice_code: 'do_not_try_again',
  message: 'Your card was declined.',
}

export const EXPIRED_CARD: Decline = {
  code: 'expired_card',
  advice_code: 'confirm_card_data',
  param: 'exp_month',
  message: 'Your card has expired.',
}

export const INCORRECT_CVC: Decline = {
  code: 'incorrect_cvc',
  advice_code: 'confirm_card_data',
  param: 'cvc',
  message: "Your card's security code is incorrect.",
}

export const PROCESSING_ERROR: Decline = {
  code: 'processing_error',
  advice_code: 'try_again_later',
  message: 'An error occurred while processing your card. Try again in a little bit.',
}

/** What an off-session payment, or one with `error_on_requires_action`, gets from a card that wants 3-D Secure. */
export const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  advice_code: 'try_again_later',
  message: 'Your card was declined. This transaction requires authentication.',
}
