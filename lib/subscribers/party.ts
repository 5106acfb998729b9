/**
 * A party is whoever Stripe knows something about: a customer of one connection, or a guest by address. Which subscriber a
 * party is may change (an address moves, two become one); its key never does (docs/decisions/0008).
 */

/** `cus:<connection>:<customer>` or `mail:<address>`. */
export type PartyKey = string

export const customerKey = (connectionId: string, customerId: string): PartyKey => `cus:${connectionId}:${customerId}`
export const guestKey = (emailKey: string): PartyKey => `mail:${emailKey}`
/** What an event of another object waits for: the charge or payment that tells its person. */
export const objectWaitKey = (connectionId: string, objectId: string) => `obj:${connectionId}:${objectId}`

/**
 * What a payload gives as somebody's address, or null when it is none: anything may stand in an e-mail field of Stripe's,
 * and what is no address makes nobody a subscriber. One @ with something on both sides, nothing blank or invisible, at
 * most 320 characters (RFC 3696's 64 + 1 + 255).
 */
export function addressOf(text: string | null): string | null {
  const address = text?.trim() ?? ''
  return address.length <= 320 && /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u.test(address) ? text : null
}

/** The guest an address names; null for none, and for what is no address. */
export function guestOf(email: string | null): PartyKey | null {
  const address = addressOf(email)
  return address ? guestKey(emailKeyOf(address)) : null
}

/** Whoever is named: the customer, else the guest with the address; null for nobody. */
export const partyOf = (named: { customer_id: string | null; email: string | null }, connectionId: string) =>
  named.customer_id ? customerKey(connectionId, named.customer_id) : guestOf(named.email)

/** E-mail addresses are compared trimmed and in lower case, and shown as written. */
export const emailKeyOf = (email: string) => email.trim().toLowerCase()

/** The connection whose customer a party is; null for a guest's. */
export const connectionOf = (key: PartyKey): string | null =>
  key.startsWith('cus:') ? key.slice('cus:'.length, 'cus:'.length + 36) : null

/** The address key a guest is; null for a customer. */
export const addressOfGuest = (key: PartyKey): string | null =>
  key.startsWith('mail:') ? key.slice('mail:'.length) : null

/** The object that carries a party's own facts: the customer's id, or the guest's key itself. */
export const personObject = (key: PartyKey) => (key.startsWith('mail:') ? key : key.split(':').slice(2).join(':'))
