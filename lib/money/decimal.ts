import { exponentOf } from './exponents'

/** An amount in minor units (cents, yen, fils) of an upper-case currency. */
export interface Money {
  minor: bigint
  currency: string
}

/** Places that Stripe's `*_decimal` fields may have behind the point. */
const places = 12
const picosPerMinor = 10n ** BigInt(places)

/** Minor units as a decimal string in major units: 4900 USD → "49.00", 5120 KWD → "5.120", 500 JPY → "500". */
export function toDecimal(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency)
  const sign = minor < 0n ? '-' : ''
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** The way back: "49.00" USD → 4900n; null when the text is no amount of that currency (too many places, no number). */
export function fromDecimal(amount: string, currency: string): bigint | null {
  const exponent = exponentOf(currency)
  const parts = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(amount)
  const fraction = parts?.[3] ?? ''
  if (!parts || fraction.length > exponent) return null
  const minor = BigInt(`${parts[2]}${fraction.padEnd(exponent, '0')}`)
  return parts[1] ? -minor : minor
}

/**
 * A decimal string as a JSON number, for receivers that take nothing else: "49.00" → 49, "5.120" → 5.12. Null when it is no decimal, or
 * has more than the 15 digits a number can hold exactly: no figure is better than a wrong one.
 */
export function toJsonNumber(amount: string): number | null {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) return null
  const digits = amount.replace(/[-.]/g, '').replace(/^0+/, '')
  return digits.length <= 15 ? Number(amount) : null
}

/**
 * Reads a `unit_amount_decimal` ("0.5", "1999", up to 12 places) exactly, as picos: 10⁻¹² of a minor unit. Add and
 * multiply picos as you like, then round once with `roundPicos`. Null when it is no decimal of at most 12 places.
 */
export function parseDecimalMinor(decimal: string): bigint | null {
  const parts = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/.exec(decimal)
  if (!parts) return null
  const picos = BigInt(`${parts[2]}${(parts[3] ?? '').padEnd(places, '0')}`)
  return parts[1] ? -picos : picos
}

export function picosOf(minor: bigint): bigint {
  return minor * picosPerMinor
}

/** Picos to minor units, half up. Call it once, at the end of a sum. */
export function roundPicos(picos: bigint): bigint {
  return divideHalfUp(picos, picosPerMinor)
}

/** Whole-number division that rounds halves away from zero, so that a refund rounds like its payment. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  const rounded = (a * 2n + b) / (b * 2n)
  return negative ? -rounded : rounded
}
