import { defineTemplate, flowOn, mail, wait } from './template'

const welcome = mail('welcome', {
  subject: 'Welcome to {{ site.name }}',
  preview: 'Good to have you with us.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Welcome to {{ site.name }}. It is good to have you with us.

There is nothing you have to do now. If something is unclear, just answer this mail.

{{ site.name }}
`,
})

const howIsIt = mail('howisit', {
  subject: 'How is it going?',
  preview: 'One question, and a short answer helps.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

You have been with us for a few days. Did you find what you were looking for?

A line is enough. It tells us what to make better first.

{{ site.name }}
`,
})

export const newCustomer = defineTemplate({
  key: 'new-customer',
  name: 'Stripe - New Customer',
  result: 'Welcomes everybody Stripe knows for the first time, and asks after three days how it is going.',
  note: 'Stripe may know a customer before the first payment; to write to buyers only, begin with “Checkout buyers”. Both mails ask for an answer: set a reply address that is read.',
  definition: flowOn('customer.created', {
    ends_when: ['customer.deleted'],
    cap: null,
    steps: [welcome, wait('days', 3, 'days'), howIsIt],
  }),
})
