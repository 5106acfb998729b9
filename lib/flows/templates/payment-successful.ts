import { all, defineTemplate, flowOn, mail } from './template'

const first = mail('first', {
  subject: 'Thank you, and welcome',
  preview: 'Your first payment of {{ event.money }} has arrived.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Thank you. Your first payment of **{{ event.money }}** has arrived, and your subscription has begun.

[See your invoice]({{ event.payment_url }})

{{ site.name }}
`,
})

const renewal = mail('renewal', {
  subject: 'Thank you for staying with us',
  preview: 'Your payment of {{ event.money }} has arrived.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your subscription has been renewed. We received **{{ event.money }}**; there is nothing you have to do.

[See your invoice]({{ event.payment_url }})

{{ site.name }}
`,
})

const other = mail('other', {
  subject: 'We received your payment',
  preview: 'Thank you: {{ event.money }} has arrived.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Thank you. Your payment of **{{ event.money }}** has arrived.

[See your invoice]({{ event.payment_url }})

{{ site.name }}
`,
})

/** Not by `invoice.payment_succeeded`, its twin: Stripe sends both for a normal payment, and this one for those made elsewhere too. */
export const paymentSuccessful = defineTemplate({
  key: 'payment-successful',
  name: 'Stripe - Payment Successful',
  result: 'Thanks for each paid invoice: in other words for the first payment, a renewal, and everything else.',
  note: 'It begins with “Invoice paid”. Stripe sends “Invoice payment succeeded” for the same payment: let only one of them begin flows. Invoices of nothing, such as those of a trial, begin none.',
  definition: flowOn('invoice.paid', {
    trigger: { type: 'invoice.paid', filters: all({ field: 'event.amount', op: 'more_than', value: '0' }) },
    steps: [
      {
        id: 'reason',
        kind: 'branch',
        paths: [
          {
            id: 'isfirst',
            name: 'First payment',
            when: all({ field: 'event.billing_reason', op: 'is', value: 'subscription_create' }),
            steps: [first],
          },
          {
            id: 'isrenewal',
            name: 'Renewal',
            when: all({ field: 'event.billing_reason', op: 'is', value: 'subscription_cycle' }),
            steps: [renewal],
          },
        ],
        otherwise: [other],
      },
    ],
  }),
})
