/**
 * Exact fractions: a third of a cent stays a third until the one rounding at the end. Picos and division
 * alone would lose a sliver per item, and a sum that is exactly half a cent would then round down.
 */
export interface Ratio {
  over: bigint
  /** Above zero. */
  under: bigint
}

export const zero: Ratio = { over: 0n, under: 1n }
export const one: Ratio = { over: 1n, under: 1n }

export function ratio(over: bigint, under = 1n): Ratio {
  if (under === 0n) throw new Error('a ratio needs a divisor')
  const sign = under < 0n ? -1n : 1n
  const common = divisor(over < 0n ? -over : over, under * sign)
  return { over: (over * sign) / common, under: (under * sign) / common }
}

export const plus = (a: Ratio, b: Ratio) => ratio(a.over * b.under + b.over * a.under, a.under * b.under)
export const minus = (a: Ratio, b: Ratio) => plus(a, { ...b, over: -b.over })
export const times = (a: Ratio, b: Ratio) => ratio(a.over * b.over, a.under * b.under)
export const per = (a: Ratio, b: Ratio) => ratio(a.over * b.under, a.under * b.over)
export const sum = (all: readonly Ratio[]) => all.reduce(plus, zero)
export const isLess = (a: Ratio, b: Ratio) => a.over * b.under < b.over * a.under
export const smaller = (a: Ratio, b: Ratio) => (isLess(b, a) ? b : a)

/** A decimal as Stripe writes it ("12.5", "0.000000000001"); null when it is none. */
export function parseRatio(decimal: string): Ratio | null {
  const parts = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/.exec(decimal)
  if (!parts) return null
  const fraction = parts[3] ?? ''
  const digits = BigInt(`${parts[2]}${fraction}`)
  return ratio(parts[1] ? -digits : digits, 10n ** BigInt(fraction.length))
}

/** Written out to forty places, cut off there. Whoever adds such parts up rounds to twenty places first (figures-sql). */
export function toPlaces({ over, under }: Ratio): string {
  const digits = ((over < 0n ? -over : over) * 10n ** 40n) / under
  const written = String(digits).padStart(41, '0')
  return `${over < 0n ? '-' : ''}${written.slice(0, -40)}.${written.slice(-40)}`
}

function divisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b]
  while (right !== 0n) [left, right] = [right, left % right]
  return left === 0n ? 1n : left
}
