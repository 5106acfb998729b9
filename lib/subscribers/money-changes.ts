import { z } from 'zod'
import { moneyFormat, toDecimal } from '@/lib/money'
import { factWords } from './fact-words'

/** A stored fact about the money of one line. */
export interface MoneyFact {
  at: Date
  aspect: string
  value: unknown
  stripeEventId: string
  eventId: string | null
}

/** One thing that happened to the money of a line, by the event that told it first. */
export interface MoneyChange {
  at: Date
  words: string
  eventId: string | null
  /** How many more events say the same. */
  confirmedBy: number
}

const minor = z.string().regex(/^-?\d+$/)
const charge = z.object({ captured: minor, refunded: minor })
const settled = z.object({ currency: z.string() })
const refund = z.object({ amount: minor, stands: z.boolean() })

/**
 * What happened to a line's money, each change once. Stripe tells one payment in several events, and a refund in two ways: by
 * itself (`refund.created`) and as the charge's running total (`charge.refunded`). What leads to the same total given back is
 * the same change. Facts come oldest first, amounts in minor units of `currency`; `code` writes "49.00 USD".
 */
export function moneyChanges(facts: readonly MoneyFact[], currency: string, code = false): MoneyChange[] {
  const told = new Told()
  const written = (amount: bigint) => moneyFormat(code)(toDecimal(amount, currency), currency)
  for (const fact of facts) {
    const plain = factWords(fact.aspect, fact.value, currency, code)
    const ofCharge = fact.aspect === 'charge' ? charge.safeParse(fact.value).data : undefined
    const ofRefund = fact.aspect.startsWith('refund:') ? refund.safeParse(fact.value).data : undefined
    if (ofCharge) {
      const [captured, back] = [BigInt(ofCharge.captured), BigInt(ofCharge.refunded)]
      told.note(
        fact,
        captured > 0n ? `captured ${captured}` : plain,
        captured > 0n ? `Collected ${written(captured)}` : plain,
      )
      told.givenBackInAll(fact, back, (more) => `Refunded ${written(more)}`)
    } else if (ofRefund?.stands) {
      told.givenBack(fact, BigInt(ofRefund.amount), `Refunded ${written(BigInt(ofRefund.amount))}`)
    } else if (ofRefund) {
      told.notGivenBack(fact, plain)
    } else if (!(fact.aspect === 'settled' && settled.safeParse(fact.value).data?.currency === currency)) {
      // Booked as what it is: that is no news.
      told.note(fact, `${fact.aspect} ${JSON.stringify(fact.value)}`, plain)
    }
  }
  return told.changes.map(({ at, words, eventId, events }) => ({ at, words, eventId, confirmedBy: events.size - 1 }))
}

interface Known extends Omit<MoneyChange, 'confirmedBy'> {
  key: string
  events: Set<string>
}

/** The changes met so far, and how much was given back after them. */
class Told {
  readonly changes: Known[] = []
  private total = 0n
  /** The most the charge itself said was given back. */
  private byCharge = 0n
  private readonly refunds = new Map<string, bigint>()

  /** A change not met before, or one more event that tells it. */
  note({ at, eventId, stripeEventId }: MoneyFact, key: string, words: string) {
    const known = this.changes.findLast((change) => change.key === key)
    if (known) known.events.add(stripeEventId)
    else this.changes.push({ at, eventId, words, key, events: new Set([stripeEventId]) })
  }

  givenBackInAll(fact: MoneyFact, total: bigint, words: (more: bigint) => string) {
    const known = this.changes.some(({ key }) => key === back(total))
    if (total === 0n ? known : known || total > this.total) {
      this.note(fact, back(total), words(total - this.total))
    }
    if (total > this.total) this.total = total
    if (total > this.byCharge) this.byCharge = total
  }

  givenBack(fact: MoneyFact, amount: bigint, words: string) {
    if (!this.refunds.has(fact.aspect)) {
      this.refunds.set(fact.aspect, amount)
      // What the charge told already is not given back once more.
      if (this.standing() > this.byCharge) this.total += amount
    }
    this.note(fact, back(this.total), words)
  }

  notGivenBack(fact: MoneyFact, words: string) {
    this.total -= this.refunds.get(fact.aspect) ?? 0n
    this.refunds.delete(fact.aspect)
    this.byCharge = this.total
    this.note(fact, `${fact.aspect} failed`, words)
  }

  private standing(): bigint {
    return [...this.refunds.values()].reduce((sum, amount) => sum + amount, 0n)
  }
}

const back = (total: bigint) => `back ${total}`
