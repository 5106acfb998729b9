import { addTag, all, defineTemplate, flowOn, mail, wait } from './template'

const whole = mail('whole', {
  subject: 'Your refund of {{ event.money }} is on its way',
  preview: 'Banks take a few days to show it.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

We gave you back **{{ event.money }}**, the whole payment. It goes to the card or account you paid with; most banks show it within a few days.

{{ site.name }}
`,
})

const part = mail('part', {
  subject: 'Your refund of {{ event.money }} is on its way',
  preview: 'Banks take a few days to show it.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

We gave you back **{{ event.money }}** of your payment. It goes to the card or account you paid with; most banks show it within a few days.

{{ site.name }}
`,
})

const ask = mail('asks', {
  subject: 'What could we have done better?',
  preview: 'One line is enough.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

A few days ago you got your money back. What was not as you expected?

One line is enough. We read it, and nobody will try to sell you anything.

{{ site.name }}
`,
})

/** Not by `refund.created`, its twin: of money that is only on its way it tells too early, and of other money it tells twice. */
export const refundFollowUp = defineTemplate({
  key: 'refund-follow-up',
  name: 'Refund follow-up',
  result: 'Confirms a refund, in part or in whole, and asks after four days what was wrong.',
  note: 'It begins with “Payment refunded”. “Refund created” tells of the same money: let only one of them begin flows.',
  definition: flowOn('charge.refunded', {
    steps: [
      addTag('tagged', 'refunded'),
      {
        id: 'howmuch',
        kind: 'branch',
        paths: [
          {
            id: 'iswhole',
            name: 'The whole payment',
            when: all({ field: 'event.amount_left', op: 'is', value: '0' }),
            steps: [whole],
          },
        ],
        otherwise: [part],
      },
      wait('days', 4, 'days'),
      ask,
    ],
  }),
})
