import { cn } from './cn'
import { type Amount, moneyWords } from './money-words'

type MoneyProps = {
  value: Amount | null
  /** Writes the currency's code; for screens with more than one currency. */
  code?: boolean
  /** Money that went back: shows a minus sign before a positive amount. */
  refund?: boolean
  className?: string
}

/** An amount in tabular digits; a dash when there is none. In a table put it into `<Td numeric>`. */
export function Money({ value, code = false, refund = false, className }: MoneyProps) {
  if (value === null) return <NoValue />
  return (
    <span className={cn('tabular whitespace-nowrap', className)}>{moneyWords(value, { code, negative: refund })}</span>
  )
}

/** A dash that is read as "none". */
export function NoValue() {
  return (
    <span className="text-faint">
      <span aria-hidden>–</span>
      <span className="sr-only">none</span>
    </span>
  )
}
