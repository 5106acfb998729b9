/**
 * How many decimals Stripe's amounts have, which is not ISO's table nor Intl's: they differ for 14 currencies
 * (docs/money.md). ISK and UGX are two-decimal although they have no coins: 500 means 5. This is the only
 * place that knows.
 */
const zeroDecimal = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ')
const threeDecimal = 'BHD JOD KWD OMR TND'.split(' ')

const exponents = new Map<string, number>([
  ...zeroDecimal.map((code) => [code, 0] as const),
  ...threeDecimal.map((code) => [code, 3] as const),
])

/** Decimals of a currency's amounts at Stripe; the code in either case. */
export function exponentOf(currency: string): number {
  return exponents.get(currency.toUpperCase()) ?? 2
}
