import type { Step } from '../definition'
import { all, any, defineTemplate, flowOn, mail, wait } from './template'

const confirm = mail('confirm', {
  subject: 'Please confirm your payment of {{ event.money }}',
  preview: 'Your bank wants to be sure that it is you.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your bank asks you to confirm your payment of **{{ event.money }}** before it goes through. It takes a minute, and you need no other card.

[Confirm the payment]({{ event.payment_url }})

{{ site.name }}
`,
})

const confirmAgain = mail('confirmagain', {
  subject: 'Your payment still waits for you',
  preview: 'One tap in your bank’s app is missing.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your payment of **{{ event.money }}** is still waiting for your bank’s question to be answered.

[Confirm the payment]({{ event.payment_url }})

{{ site.name }}
`,
})

const first = mail('first', {
  subject: 'Your subscription is not active yet',
  preview: 'The first payment of {{ event.money }} did not go through.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your first payment of **{{ event.money }}** did not go through, so your subscription has not begun. Often another card, or a second try, is all it takes.

[Try again]({{ event.payment_url }})

{{ site.name }}
`,
})

const renewal = mail('renewal', {
  subject: 'Your payment of {{ event.money }} did not go through',
  preview: 'We try again on {{ event.next_payment_attempt | default: "another day" }}. You can also pay now.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

We could not collect **{{ event.money }}**. This happens: cards expire, and banks say no without telling why.

[Pay now]({{ event.payment_url }})

If you do nothing, we try the same card again on {{ event.next_payment_attempt | default: "another day" }}.

{{ site.name }}
`,
})

const again = mail('again', {
  subject: 'We tried again: {{ event.money }} is still open',
  preview: 'Another card helps most of the time.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

We tried again to collect **{{ event.money }}**, and it was declined again. Another card helps most of the time.

[Pay with another card]({{ event.payment_url }})

The next try is on {{ event.next_payment_attempt | default: "another day" }}.

{{ site.name }}
`,
})

const last = mail('last', {
  subject: 'Last try: {{ event.money }} is still open',
  preview: 'We will not try your card again by ourselves.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

The payment of **{{ event.money }}** failed once more, and we will not try your card again by ourselves. To go on without a break, please pay here:

[Pay {{ event.money }}]({{ event.payment_url }})

{{ site.name }}
`,
})

const byReason: Step = {
  id: 'reason',
  kind: 'branch',
  paths: [
    {
      id: 'secure',
      name: '3-D Secure',
      when: any(
        { field: 'event.needs_authentication', op: 'is', value: true },
        { field: 'happened:invoice.payment_action_required', op: 'exists' },
      ),
      steps: [confirm, wait('twodays', 2, 'days'), confirmAgain],
    },
    {
      id: 'isfirst',
      name: 'First payment',
      when: all({ field: 'event.billing_reason', op: 'is', value: 'subscription_create' }),
      steps: [first],
    },
    {
      id: 'islast',
      name: 'No further try',
      when: all({ field: 'event.next_payment_attempt', op: 'not_exists' }),
      steps: [last],
    },
    {
      id: 'isagain',
      name: 'Second try or later',
      when: all({ field: 'event.attempt_number', op: 'at_least', value: 2 }),
      steps: [again],
    },
  ],
  otherwise: [renewal],
}

/**
 * Every failed attempt begins a run of its own, so Stripe’s own schedule of retries sets the pace. The
 * quarter of an hour lets a buyer try another card by themselves, and brings the event that says whether the bank asks to confirm.
 */
export const paymentFailed = defineTemplate({
  key: 'payment-failed',
  name: 'Stripe - Payment Failed',
  result:
    'Asks for a confirmation, another card or a last payment, as each failed attempt needs it, and stops when it is paid.',
  note: 'Stripe tries a card several times over some weeks; its settings say how often. Each failed try begins this flow once, and it ends by itself as soon as the invoice is paid, voided or written off.',
  definition: flowOn('invoice.payment_failed', {
    ends_when: ['invoice.paid', 'invoice.voided', 'invoice.marked_uncollectible'],
    steps: [wait('quarter', 15, 'minutes'), byReason],
  }),
})
