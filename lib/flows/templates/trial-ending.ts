import { all, defineTemplate, flowOn, mail, wait } from './template'

const soon = mail('soon', {
  subject: 'Your trial ends on {{ event.trial_end | default: "one of the next days" }}',
  preview: 'What you can do before that.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your trial of {{ event.plan | default: site.name }} ends on **{{ event.trial_end | default: "one of the next days" }}**.

To stay, you need a way to pay in your account; then everything goes on without a break. To stop, cancel before that day.

Is something missing for your decision? Just answer this mail.

{{ site.name }}
`,
})

const stayed = mail('stayed', {
  subject: 'Thank you for staying',
  preview: 'Your subscription goes on.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your trial is over, and you stayed. Thank you: we are glad to have you.

{{ site.name }}
`,
})

/** Stripe sends it three days ahead, so five days later it is known how the trial ended. */
export const trialEnding = defineTemplate({
  key: 'trial-ending',
  name: 'Trial ending',
  result: 'Reminds three days before a trial ends, and thanks those who stay.',
  definition: flowOn('customer.subscription.trial_will_end', {
    ends_when: ['customer.subscription.deleted'],
    cap: null,
    steps: [
      soon,
      wait('until', 5, 'days', 'subscription.trial_converted'),
      {
        id: 'stays',
        kind: 'branch',
        paths: [
          {
            id: 'converted',
            name: 'Stayed',
            when: all({ field: 'happened:subscription.trial_converted', op: 'exists' }),
            steps: [stayed],
          },
        ],
        otherwise: [],
      },
    ],
  }),
})
