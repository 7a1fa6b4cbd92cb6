/** How the card brands begin their numbers, and how long these are. */
const BRANDS: { prefix: RegExp; lengths: number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(6011|64[4-9]|65|62)/, lengths: [16, 17, 18, 19] },
  { prefix: /^(30[0-5]|36|38|39)/, lengths: [14, 15, 16, 17, 18, 19] },
  { prefix: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(5018|5020|5038|5893|6304|6759|676[1-3])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
]

/** 13 to 19 digits, alone or in text, grouped or not; part of no longer word or number, and no phone number's. */
const CANDIDATE = /(?<![\w+.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g

/** Digits that are grouped in a barcode's or phone number's length are nobody's card here. */
const SHORT = 14

/** Whether a text holds what looks like a card number. `codes`: barcodes and phone numbers may look like short ones. */
export function holdsCardNumber(text: string, { codes }: { codes: boolean }): boolean {
  if (text.length < 13) return false
  return (text.match(CANDIDATE) ?? []).some((found) => {
    const digits = found.replace(/[ -]/g, '')
    return !(codes && digits.length <= SHORT) && isOfBrand(digits) && passesLuhn(digits)
  })
}

const isOfBrand = (digits: string): boolean =>
  BRANDS.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits))

/** The check digit that all card numbers have. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const weighed = index % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
