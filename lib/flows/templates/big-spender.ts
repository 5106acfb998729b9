import { addTag, all, defineTemplate, flowOn, mail } from './template'

const thanks = mail('thanks', {
  subject: 'You are one of our best customers',
  preview: 'A thank-you, and nothing to buy.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

You are one of the customers who trust us most. We noticed, and we are grateful.

If there is ever something we can do for you, just answer this mail.

{{ site.name }}
`,
})

export const bigSpender = defineTemplate({
  key: 'big-spender',
  name: 'Big spender',
  result: 'Tags and thanks everybody whose lifetime value reaches 1,000 USD, once.',
  note: 'The amount is in the site’s reporting currency: change 1,000 USD to what fits yours. To be told yourself, add a step that sends to a destination or calls your chat.',
  definition: flowOn('charge.succeeded', {
    trigger: {
      type: 'charge.succeeded',
      filters: all(
        { field: 'subscriber.lifetime_value', op: 'at_least', value: '1000', currency: 'USD' },
        { field: 'subscriber.tags', op: 'not_contains', value: 'big spender' },
      ),
    },
    steps: [addTag('tagged', 'big spender'), thanks],
  }),
})
