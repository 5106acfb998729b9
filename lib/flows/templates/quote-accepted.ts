import { addTag, defineTemplate, flowOn, mail } from './template'

const thanks = mail('thanks', {
  subject: 'Thank you for saying yes',
  preview: 'We received your acceptance.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Thank you for accepting our quote ({{ event.money | default: "as agreed" }}). We take it from here, and write to you when there is something for you to do.

If a detail has changed meanwhile, just answer this mail.

{{ site.name }}
`,
})

export const quoteAccepted = defineTemplate({
  key: 'quote-accepted',
  name: 'Quote accepted',
  result: 'Thanks everybody who accepts a quote, and tags them.',
  definition: flowOn('quote.accepted', { steps: [addTag('tagged', 'quote accepted'), thanks] }),
})
