import { exponentOf } from './exponents'

/**
 * A decimal string ("49.00") as people write it in a locale ("$49.00"). Fraction digits are given, because Intl's own
 * disagree with Stripe's; the amount stays text all the way, so no float can touch it.
 */
export function formatMoney(amount: string, currency: string, locale = 'en-US'): string {
  const digits = exponentOf(currency)
  if (!isDecimal(amount) || !/^[A-Za-z]{3}$/.test(currency)) return `${amount} ${currency}`
  return withMinus(formatterFor(locale, currency.toUpperCase(), digits).format(amount))
}

/** Intl writes a hyphen in English; every amount that went back has a minus. */
const withMinus = (words: string) => words.replace('-', '−')

/** With the currency's code, "49.00 USD": for pages that show several currencies, where $ could be one of many. */
function formatWithCode(amount: string, currency: string): string {
  if (!isDecimal(amount)) return `${amount} ${currency}`
  const digits = exponentOf(currency)
  const words = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return withMinus(`${words.format(amount)} ${currency.toUpperCase()}`)
}

/** How a page writes its amounts. */
export const moneyFormat = (code: boolean) =>
  code ? formatWithCode : (amount: string, currency: string) => formatMoney(amount, currency)

const formatters = new Map<string, Intl.NumberFormat>()

/** Making a formatter costs more than a thousand uses of it; a list shows hundreds of amounts. */
function formatterFor(locale: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formatters.get(key)
  if (known) return known
  const fresh = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formatters.set(key, fresh)
  return fresh
}

function isDecimal(amount: string): amount is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(amount)
}
