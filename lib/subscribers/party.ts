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

/** E-mail addresses are compared trimmed and in lower case, and shown as written. */
export const emailKeyOf = (email: string) => email.trim().toLowerCase()

/** The object that carries a party's own facts: the customer's id, or the guest's key itself. */
export const personObject = (key: PartyKey) => (key.startsWith('mail:') ? key : key.split(':').slice(2).join(':'))
