export type Amount = {
  /** Decimal string with exactly the digits its currency has: "49.00", "4900" (JPY), "-1.500" (BHD). */
  amount: string
  /** ISO 4217, upper case. */
  currency: string
  /** Smallest units; carried along by the API, not needed to show it. */
  minor?: string
}

/**
 * An amount in words for people: "$49.00", "−€1,234.50", "¥4,900". The string never becomes a float: Intl formats it
 * digit by digit, with as many decimals as it came with. `code` writes "49.00 USD", for screens with several currencies.
 */
export function moneyWords({ amount, currency }: Amount, { code = false, negative = false } = {}): string {
  if (!isDecimal(amount)) throw new RangeError(`Not a decimal amount: ${JSON.stringify(amount)}`)
  const digits = amount.split('.')[1]?.length ?? 0
  const bare = amount.replace('-', '')
  const minus = negative || (amount.startsWith('-') && /[1-9]/.test(bare)) ? '−' : ''
  const words = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(code ? {} : { style: 'currency', currency, currencyDisplay: 'symbol' }),
  }).format(isDecimal(bare) ? bare : 0)
  return code ? `${minus}${words} ${currency}` : `${minus}${words}`
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}
