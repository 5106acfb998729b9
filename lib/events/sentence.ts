import type { EventStatus } from '@/db/schema/events'
import { catalogueRow, isEventType } from '@/lib/catalogue'
import { moneyFormat, toDecimal } from '@/lib/money'
import { currencyOf, idOf, type Json, minor, text } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { isolated } from '@/lib/text/isolated'
import { free, inStatus, onlyReserved, phrases } from './phrases'

interface Told {
  type: string
  /** Who it is about, as they are called today. */
  person: { name: string | null; email: string | null }
  body: Pick<NormalizedEvent, 'value' | 'plan'> & Partial<Pick<NormalizedEvent, 'product_ids' | 'price_ids'>>
  /** False says that it is test data. */
  livemode?: boolean
  /** What became of it: one that counted for nothing says so first. */
  status?: EventStatus | 'received'
  /** True when its money was only reserved. The event itself does not say; the facts it told do. */
  reserved?: boolean
  /** Writes amounts with their currency's code, for pages with several. */
  code?: boolean
  /** What Stripe sent, while it is kept: it has a status, or a name, which the normalized event has not. */
  object?: Json | null
}

/**
 * An event as one would say it: "Ada Lovelace paid $49.00 for Pro". Only what the event tells is said, and only money
 * that moved is called paid. Each row of the catalogue has its words in phrases.ts; where an event misses what they need it
 * reads by its label, "Quote ready: Ada Lovelace, $49.00", and so does a type we do not know.
 */
export function sentenceOf(told: Told): string {
  const { type, person, body, livemode = true, status, reserved, code = false, object } = told
  const name = person.name?.trim() || person.email?.trim()
  const who = name ? isolated(name) : null
  const plan = nameOf(body.plan)
  const called = nameOf(text(object?.name))
  const state = stateOf(object)
  const back = isMoneyBack(type) && state !== 'canceled' && state !== 'failed' && reserved !== true
  const amount = body.value && amountWords(body.value, back, code)
  const nothing = changesNothing(status)
  const moved = reserved ? 'reserved' : body.value && !/[1-9]/.test(body.value.minor) ? 'free' : 'money'
  const phrase = phraseOf(type, state, moved)
  const said = filled(phrase && (nothing ? within(phrase) : phrase), {
    Who: who ?? 'Someone',
    who: who ?? 'someone',
    Whose: `${who ?? 'Someone'}’s`,
    whose: `${who ?? 'someone'}’s`,
    amount,
    plan,
    over: overpaid(object, code),
    product: called ?? plan ?? body.product_ids?.[0] ?? null,
    price: plan ?? body.price_ids?.[0] ?? null,
    coupon: called ?? idOf(object),
  })
  const words = said ?? [labelOf(type), [who, amount].filter(Boolean).join(', ')].filter(Boolean).join(': ')
  const inMode = livemode ? words : `${words} (test mode)`
  return nothing ? `Nothing changed: ${inMode}` : inMode
}

const nameOf = (name: string | null) => (name?.trim() ? isolated(name.trim()) : null)

/** An inquiry of a bank is no dispute yet; Stripe's statuses of one begin with `warning_`. */
function stateOf(object: Json | null | undefined): string | null {
  const status = text(object?.status)
  return status?.startsWith('warning_') ? 'inquiry' : status
}

/** What went back has a minus, as in every list. */
function amountWords({ amount, currency }: { amount: string; currency: string }, back: boolean, code: boolean): string {
  const words = moneyFormat(code)(amount, currency)
  return back && /[1-9]/.test(amount) && !amount.startsWith('-') ? `−${words}` : words
}

/** The value of an overpaid invoice is all that was paid; how much too much stands beside it. */
function overpaid(object: Json | null | undefined, code: boolean): string | null {
  const [over, currency] = [minor(object?.amount_overpaid), currencyOf(object?.currency)]
  return over === null || over <= 0n || currency === null
    ? null
    : moneyFormat(code)(toDecimal(over, currency), currency)
}

/** True when the amount went back to the buyer, so that it is shown with a minus sign. A failed refund did not. */
export function isMoneyBack(type: string): boolean {
  if (type === 'refund.failed') return false
  return type === 'charge.dispute.funds_withdrawn' || type.startsWith('refund.') || type.startsWith('charge.refund')
}

const changedNothing: ReadonlySet<string> = new Set(['switched_off', 'ignored', 'failed', 'dead'])
const changesNothing = (status: Told['status']) => status !== undefined && changedNothing.has(status)

/** A phrase as it stands after a colon; names keep their capital. */
function within(phrase: string): string {
  if (/^\{Whos?e?\}/.test(phrase)) return phrase.replace('{W', '{w')
  return phrase.startsWith('Stripe') ? phrase : phrase.charAt(0).toLowerCase() + phrase.slice(1)
}

/** "Invoice paid"; a type outside the catalogue by what Stripe calls it. */
export function labelOf(type: string): string {
  return catalogueRow(type)?.label ?? `${type} (not used by Sluice)`
}

/** `reserved`: collected later, or never; `free`: the amount is told, and it is none. */
function phraseOf(type: string, state: string | null, moved: 'money' | 'reserved' | 'free'): string | null {
  if (!isEventType(type)) return null
  const known = inStatus[type]
  const said = known && state !== null && Object.hasOwn(known, state) ? known[state] : undefined
  const without = moved === 'reserved' ? (onlyReserved[type] ?? free[type]) : moved === 'free' ? free[type] : undefined
  return said ?? without ?? phrases[type] ?? null
}

/** Fills a phrase in; null when it needs what is missing. What is filled in is text, whatever it looks like. */
function filled(phrase: string | null, words: Readonly<Record<string, string | null>>): string | null {
  if (phrase === null) return null
  const known = (part: string) => [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => words[name ?? ''] !== null)
  const wanted = phrase.replace(/\[([^\]]*)\]/g, (_, part: string) => (known(part) ? part : ''))
  return known(wanted) ? wanted.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '') : null
}
