/** How many decimals Stripe's amounts have; ISK and UGX count in hundredths although they show none. */
const decimals: Record<string, number> = {
  ...Object.fromEntries(
    'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('bhd jod kwd omr tnd'.split(' ').map((code) => [code, 3])),
}

export function exponent(currency: string): number {
  return decimals[currency.toLowerCase()] ?? 2
}

/** "49.00" in USD → 4900. Null when it is not an amount of that currency. */
export function toMinor(text: string, currency: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim().replace(',', '.'))
  if (match === null) return null
  const places = exponent(currency)
  const part = (match[2] ?? '').replace(/0+$/, '')
  if (part.length > places) return null
  return Number(`${match[1]}${part.padEnd(places, '0')}`)
}

/** 4900 USD → "49.00". */
export function toMajor(minor: number, currency: string): string {
  const places = exponent(currency)
  const digits = String(Math.abs(minor)).padStart(places + 1, '0')
  const whole = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return minor < 0 ? `-${whole}` : whole
}
