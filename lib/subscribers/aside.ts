import { billingContact, customerOf, type Json, listOf, objectOf, type Person, text } from '@/lib/normalize/readers'
import type { NormalizedEvent } from '@/lib/normalize/schema'
import { addressOf } from './party'

/** What an event or an answer says of its person. */
export interface Said {
  normalized: Pick<NormalizedEvent, 'subscriber'>
  object: Json
}

/**
 * The person a payload names. The normalized event prints the object's own fields; where those hold no address, one that
 * stands deeper in the payload is as good and costs no question to Stripe: the charge inside a payment intent, the payment
 * method that failed, a PayPal account, the address a refund's instructions went to.
 */
export function personIn({ normalized: { subscriber }, object }: Said): Person {
  if (addressOf(subscriber.email)) return subscriber
  const [aside] = asideIn(object).filter(({ email, customer_id }) => addressOf(email) ?? customer_id)
  if (!aside) return subscriber
  return {
    customer_id: subscriber.customer_id ?? aside.customer_id,
    email: addressOf(aside.email) ? aside.email : subscriber.email,
    name: subscriber.name ?? aside.name,
  }
}

/** True where the person stands only beside the object's own fields. */
export const isAside = ({ person, normalized }: { person: Person; normalized: Pick<NormalizedEvent, 'subscriber'> }) =>
  person !== normalized.subscriber

/** Whether the address is only where word of a refund was sent: whoever made the payment comes before it (P-refund). */
export const givesWay = ({ object }: Pick<Said, 'object'>) => object.object === 'refund'

/** Nearest first. */
function asideIn(object: Json): Person[] {
  switch (object.object) {
    case 'charge':
      return [paypalPayer(object)]
    case 'refund':
      return [{ customer_id: null, email: text(object.instructions_email), name: null }]
    case 'payment_intent':
      return [
        // The charge inside: `latest_charge` where it is expanded, before 2022-11-15 a list of all.
        ...[objectOf(object.latest_charge), ...listOf(object.charges)].flatMap((charge) => [
          holderOf(charge),
          paypalPayer(charge),
        ]),
        holderOf(objectOf(objectOf(object.last_payment_error).payment_method)),
      ]
    case 'setup_intent':
      return [holderOf(objectOf(objectOf(object.last_setup_error).payment_method))]
    default:
      return []
  }
}

function holderOf(object: Json): Person {
  const [own, known] = [billingContact(object), customerOf(object)]
  return { customer_id: known.customer_id, email: own.email ?? known.email, name: own.name ?? known.name }
}

function paypalPayer(charge: Json): Person {
  const paypal = objectOf(objectOf(charge.payment_method_details).paypal)
  return { customer_id: null, email: text(paypal.payer_email), name: text(paypal.payer_name) }
}
