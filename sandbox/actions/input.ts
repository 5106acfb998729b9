import { type Person, priceNamed, StoryError, toMinor, type World } from '../story/index'

/**
 * What somebody asked for, from the page's form (all text) or as JSON. Whatever is left out is filled in: the newest
 * object of its kind, a new person, $49.
 */
export class Input {
  constructor(
    readonly world: World,
    readonly params: Record<string, unknown>,
  ) {}

  text(name: string): string | null {
    const value = this.params[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }

  /** A whole number above 0, or null when it is left out. */
  number(name: string): number | null {
    const value = this.params[name]
    if (value === undefined || value === null || value === '') return null
    const number = Number(value)
    if (!Number.isSafeInteger(number) || number < 1) throw new StoryError(`${name} must be a whole number above 0`)
    return number
  }

  currency(): string {
    const currency = (this.text('currency') ?? this.world.currency).toLowerCase()
    if (!/^[a-z]{3}$/.test(currency)) throw new StoryError(`Not a currency: ${currency}`)
    return currency
  }

  /** Minor units, above 0. A number is taken as minor units already, text as a decimal amount ("49.00"). */
  amount(currency: string): number | null {
    const { amount } = this.params
    if (typeof amount === 'number') return this.number('amount')
    const text = this.text('amount')
    if (text === null) return null
    const minor = toMinor(text, currency)
    if (minor === null || minor === 0) throw new StoryError(`Not an amount in ${currency.toUpperCase()}: ${text}`)
    return minor
  }

  person(): Person {
    const given = { email: this.text('email'), name: this.text('name') }
    return given.email === null && given.name === null ? somebody() : given
  }

  /** The id that was chosen, or the newest row that will do. */
  one<T extends { id: string }>(name: string, rows: T[]): string {
    const id = this.text(name) ?? rows.at(-1)?.id
    if (id === undefined) throw new StoryError(`There is no ${name} for this yet`)
    return id
  }

  /** `price_…`, or a product and interval such as "Pro yearly"; Pro monthly if nothing is said. */
  price(): string {
    const wanted = this.text('price') ?? 'Pro monthly'
    if (Object.hasOwn(this.world.rows.prices, wanted)) return wanted
    const [product = '', interval = 'monthly'] = wanted.split(' ')
    const intervals: Record<string, string> = { monthly: 'month', yearly: 'year', weekly: 'week', daily: 'day' }
    const found = priceNamed(this.world, product, intervals[interval] ?? interval)
    if (found === undefined) throw new StoryError(`No such price: ${wanted}`)
    return found.id
  }
}

const people = [
  'Ada Lovelace',
  'Grace Hopper',
  'Alan Turing',
  'Barbara Liskov',
  'Edsger Dijkstra',
  'Margaret Hamilton',
  'Ken Thompson',
  'Radia Perlman',
  'Donald Knuth',
  'Frances Allen',
  'Niklaus Wirth',
  'Karen Jones',
]

/** A demo person with an address nobody else is likely to have. */
export function somebody(): { email: string; name: string } {
  const name = people[Math.floor(Math.random() * people.length)] ?? 'Ada Lovelace'
  const number = Math.floor(Math.random() * 9000) + 1000
  return { name, email: `${name.split(' ')[0]?.toLowerCase()}.${number}@example.com` }
}
