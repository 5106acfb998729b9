import { moneyFormat, toDecimal } from '@/lib/money'
import type { CountedLine } from './queries'

/** What the site's tax rule did to a line; null where taxes count. */
export function taxWords({ tax, currency }: Pick<CountedLine, 'tax' | 'currency'>, code = false): string | null {
  if (tax.rule === 'included') return null
  if (tax.rule === 'unknown') return 'Counted whole: no invoice says how much of it is tax'
  if (tax.untaxed === tax.total) return 'No tax on its invoice'
  const [untaxed, total] = [written(tax.untaxed, currency, code), written(tax.total, currency, code)]
  return `Counted without tax: ${untaxed} of ${total} on its invoice`
}

/** How a line was expressed in the reporting currency, or why not; null where it is in that currency. */
export function conversionWords({ how }: Pick<CountedLine, 'how'>, reporting: string): string | null {
  switch (how.by) {
    case 'same':
      return null
    case 'stripe':
      return `Converted in proportion to the ${written(how.settled, reporting, true)} Stripe booked`
    case 'rate':
      return `At ${how.rate} ${how.to} for 1 ${how.from}, the rate of ${how.day}`
    case 'none':
      return `Not converted: there is no rate to ${reporting} of its day or the 31 days before`
  }
}

const written = (minor: bigint, currency: string, code: boolean) =>
  moneyFormat(code)(toDecimal(minor, currency), currency)
