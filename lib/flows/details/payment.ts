import { asObject, at, type Json, listOf, objectOf } from '@/lib/normalize/readers'
import { type Read, word } from './values'

/** Why a payment failed: of a charge, a payment intent or a setup intent, and of an invoice where its payment is expanded. */
export function failureOf(object: Json): Read {
  const intent = intentOf(object)
  const error = objectOf(intent.last_payment_error ?? intent.last_setup_error)
  const code = word(error.code) ?? word(object.failure_code) ?? word(object.failure_reason)
  const cause = word(error.decline_code) ?? causeOf(object)
  return {
    // "card_declined" says no more than that it failed; the bank's code says why.
    failure_code: code === 'card_declined' ? (cause ?? code) : (code ?? cause),
    failure_message: word(error.message) ?? word(object.failure_message),
    needs_authentication: needsAuthentication(intent, code, cause),
  }
}

/** Null where nothing failed, or nothing tells why. */
function needsAuthentication(intent: Json, ...codes: (string | null)[]): boolean | null {
  if (wantsConfirmation.has(String(intent.status)) || codes.some((code) => authentication.test(code ?? ''))) return true
  return codes.some((code) => code !== null) ? false : null
}

/** `requires_source_action` until 2019. */
const wantsConfirmation = new Set(['requires_action', 'requires_source_action'])

/** authentication_required, payment_intent_authentication_failure, authentication_not_handled: 3-D Secure was asked for and not done. */
const authentication = /authentication_(required|failure|not_handled)/

/** The payment intent an object is, or holds expanded. */
function intentOf(object: Json): Json {
  if ('last_payment_error' in object || 'last_setup_error' in object) return object
  const inPayments = listOf(object.payments).map((entry) => at(entry, 'payment', 'payment_intent'))
  return [object.payment_intent, ...inPayments].map(asObject).find((intent) => intent !== null) ?? onlyStatus(object)
}

const onlyStatus = (object: Json): Json => (String(object.object).endsWith('_intent') ? object : {})

/** A failed charge's `outcome.reason`; a paid one has reasons too, for instance why it was reviewed. */
function causeOf(charge: Json): string | null {
  return word(charge.failure_code) === null ? null : word(at(charge, 'outcome', 'reason'))
}

/** The card something was paid or tried with, or that the event is about. */
export function cardOf(object: Json): Read {
  const intent = intentOf(object)
  const method = objectOf(at(intent, 'last_payment_error', 'payment_method'))
  const older = object.source ?? at(intent, 'last_payment_error', 'source')
  const cards = [at(object, 'payment_method_details', 'card'), method.card, object.card, older, itself(object)]
  const card = cards.map(asObject).find((found) => found && /^\d{4}$/.test(String(found.last4)) && brandOf(found))
  return card ? { card_brand: brandOf(card), card_last4: word(card.last4) } : {}
}

const itself = (object: Json) => (object.object === 'card' ? object : null)

/** As people know it: Stripe wrote "Visa", "MasterCard" and "American Express" before it wrote codes. */
function brandOf(card: Json): string | null {
  const brand = word(card.brand) ?? word(card.type)
  return brand === null ? null : (brands.get(brand.toLowerCase().replace(/[ _]/g, '')) ?? brand)
}

const brands: ReadonlyMap<string, string> = new Map([
  ['visa', 'Visa'],
  ['mastercard', 'Mastercard'],
  ['amex', 'American Express'],
  ['discover', 'Discover'],
  ['diners', 'Diners Club'],
  ['jcb', 'JCB'],
  ['unionpay', 'UnionPay'],
  ['eftposau', 'eftpos'],
  ['cartesbancaires', 'Cartes Bancaires'],
  ['link', 'Link'],
])
