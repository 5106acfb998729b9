import { all, defineTemplate, flowOn, mail, wait } from './template'

const trial = mail('trial', {
  subject: 'Your trial has begun',
  preview: 'Look around, and take your time.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your trial of {{ event.plan | default: site.name }} has begun. It lasts until {{ event.trial_end | default: "its last day" }}.

A good first step is to try the one thing you came for.

{{ site.name }}
`,
})

const welcome = {
  subject: 'You are in',
  preview: 'Your subscription has begun.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your subscription to {{ event.plan | default: site.name }} has begun. Thank you for being with us.

A good first step is to try the one thing you came for.

{{ site.name }}
`,
}

const help = mail('help', {
  subject: 'Did you get started?',
  preview: 'If something is in your way, tell us.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

A few days ago you began with {{ event.plan | default: site.name }}. If something is in your way, answer this mail, and we will see what we can do.

{{ site.name }}
`,
})

/**
 * Most subscriptions begin incomplete: Stripe makes them before the first payment, and says with `invoice.paid` that it came. Who never
 * pays it hears nothing from this flow.
 */
export const subscriptionCreated = defineTemplate({
  key: 'subscription-created',
  name: 'Subscription created',
  result:
    'Greets new subscribers, on trial or paying, asks after four days whether they got started, and stops when they leave.',
  note: 'A subscription whose first payment is still missing is greeted when that comes, within a day; “Stripe - Payment Failed” writes to those where it does not.',
  definition: flowOn('customer.subscription.created', {
    ends_when: ['customer.subscription.deleted'],
    cap: null,
    steps: [
      {
        id: 'status',
        kind: 'branch',
        paths: [
          {
            id: 'ontrial',
            name: 'On trial',
            when: all({ field: 'event.status', op: 'is', value: 'trialing' }),
            steps: [trial],
          },
          {
            id: 'notyet',
            name: 'Not paid yet',
            when: all({ field: 'event.status', op: 'is', value: 'incomplete' }),
            steps: [
              wait('payment', 1, 'days', 'invoice.paid'),
              {
                id: 'ispaid',
                kind: 'branch',
                paths: [
                  {
                    id: 'nothing',
                    name: 'Still not paid',
                    when: all({ field: 'happened:invoice.paid', op: 'not_exists' }),
                    steps: [{ id: 'never', kind: 'end' }],
                  },
                ],
                otherwise: [mail('begunpaid', welcome)],
              },
            ],
          },
        ],
        otherwise: [mail('begun', welcome)],
      },
      wait('days', 4, 'days'),
      help,
    ],
  }),
})
