import type { Conditions } from '../definition'
import { addTag, all, defineTemplate, flowOn, mail } from './template'

const subscribed = mail('subscribed', {
  subject: 'Your subscription is set up',
  preview: 'Thank you. There is nothing left for you to do.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Thank you for subscribing. Everything is set up, and there is nothing left for you to do.

If you have a question, just answer this mail.

{{ site.name }}
`,
})

const bought = mail('bought', {
  subject: 'Thank you for your order',
  preview: 'It is complete.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Thank you for your order (**{{ event.money | default: "paid" }}**). It is complete.

If you have a question, just answer this mail.

{{ site.name }}
`,
})

const buyers = (type: string, filters: Conditions) =>
  flowOn(type, {
    trigger: { type, filters },
    steps: [
      addTag('buyer', 'buyer'),
      {
        id: 'mode',
        kind: 'branch',
        paths: [
          {
            id: 'subscription',
            name: 'A subscription',
            when: all({ field: 'event.checkout_mode', op: 'is', value: 'subscription' }),
            steps: [subscribed],
          },
        ],
        otherwise: [bought],
      },
    ],
  })

/** "Completed" is said when the buyer is through; with slow ways to pay the money comes days later, in an event of its own. */
export const checkoutBuyers = defineTemplate({
  key: 'checkout-buyers',
  name: 'Checkout buyers',
  result: 'Tags everybody who paid in a checkout as a buyer, and thanks them.',
  note: 'With slow ways to pay, such as bank debits, a checkout is completed before it is paid. “Checkout buyers, paid later” does the same for those.',
  definition: buyers('checkout.session.completed', {
    match: 'all',
    conditions: [{ field: 'event.payment_status', op: 'one_of', value: ['paid', 'no_payment_required'] }],
  }),
})

export const checkoutBuyersLater = defineTemplate({
  key: 'checkout-buyers-later',
  name: 'Checkout buyers, paid later',
  result: 'The same as “Checkout buyers”, for payments that arrive days after the checkout.',
  definition: buyers('checkout.session.async_payment_succeeded', all()),
})
