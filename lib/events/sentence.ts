import type { EventStatus } from '@/db/schema/events'
import { catalogueRow, isEventType } from '@/lib/catalogue'
import { moneyFormat } from '@/lib/money'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { isolated } from '@/lib/text/isolated'
import { phrases, unpaid } from './phrases'

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
}

/**
 * An event as one would say it: "Ada Lovelace paid $49.00 for Pro". Only what the event tells is said, and only money
 * that moved is called paid. Types without words of their own read by their label, "Quote ready: Ada Lovelace, $49.00",
 * so a new catalogue row needs nothing here.
 */
export function sentenceOf(told: Told): string {
  const { type, person, body, livemode = true, status, reserved, code = false } = told
  const name = person.name?.trim() || person.email?.trim()
  const who = name ? isolated(name) : null
  const amount = body.value && amountWords(type, body.value, code)
  const said = filled(phraseOf(type, reserved === true || /^-?0*$/.test(body.value?.minor ?? '')), {
    Who: who ?? 'Someone',
    who: who ?? 'someone',
    Whose: `${who ?? 'Someone'}’s`,
    whose: `${who ?? 'someone'}’s`,
    amount,
    plan: body.plan?.trim() ? isolated(body.plan.trim()) : null,
    product: body.product_ids?.[0] ?? null,
    price: body.price_ids?.[0] ?? null,
  })
  const words = said ?? [labelOf(type), [who, amount].filter(Boolean).join(', ')].filter(Boolean).join(': ')
  const inMode = livemode ? words : `${words} (test mode)`
  return status && changedNothing.has(status) ? `Nothing changed: ${inMode}` : inMode
}

/** What went back has a minus, as in every list. */
function amountWords(type: string, { amount, currency }: { amount: string; currency: string }, code: boolean): string {
  const words = moneyFormat(code)(amount, currency)
  return isMoneyBack(type) && /[1-9]/.test(amount) && !amount.startsWith('-') ? `−${words}` : words
}

/** True when the amount went back to the buyer, so that it is shown with a minus sign. A failed refund did not. */
export function isMoneyBack(type: string): boolean {
  if (type === 'refund.failed') return false
  return type === 'charge.dispute.funds_withdrawn' || type.startsWith('refund.') || type.startsWith('charge.refund')
}

const changedNothing: ReadonlySet<string> = new Set(['switched_off', 'ignored', 'failed', 'dead'])

/** "Invoice paid"; a type outside the catalogue by what Stripe calls it. */
export function labelOf(type: string): string {
  return catalogueRow(type)?.label ?? `${type} (not used by Sluice)`
}

function phraseOf(type: string, moneyless: boolean): string | null {
  if (!isEventType(type)) return null
  return (moneyless ? unpaid[type] : undefined) ?? phrases[type] ?? null
}

/** Fills a phrase in; null when it needs what is missing. What is filled in is text, whatever it looks like. */
function filled(phrase: string | null, words: Readonly<Record<string, string | null>>): string | null {
  if (phrase === null) return null
  const known = (part: string) => [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => words[name ?? ''] !== null)
  const wanted = phrase.replace(/\[([^\]]*)\]/g, (_, part: string) => (known(part) ? part : ''))
  return known(wanted) ? wanted.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '') : null
}
