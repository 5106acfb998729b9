import { all, defineTemplate, flowOn, mail, wait } from './template'

const goodbye = mail('goodbye', {
  subject: 'Thank you for the time with us',
  preview: 'Your subscription has ended. One question before you go.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

Your subscription has ended. Thank you for the time you were with us.

Would you tell us why you left? One line is enough, and it helps.

{{ site.name }}
`,
})

const comeBack = mail('comeback', {
  subject: 'The door is open',
  preview: 'If you would like to try again, we are here.',
  body: `
Hi {{ subscriber.first_name | default: "there" }},

It has been three weeks since your subscription ended. If what made you leave has changed, we would be glad to have you back.

Answer this mail, and we will help you to begin where you stopped.

{{ site.name }}
`,
})

/** A new subscription is another one, so whether somebody is back is read off the person. */
export const winBack = defineTemplate({
  key: 'win-back',
  name: 'Win-back',
  result: 'Asks why somebody left, and writes again after three weeks unless they are back.',
  note: 'Both mails ask for an answer: set a reply address that is read.',
  definition: flowOn('customer.subscription.deleted', {
    cap: null,
    steps: [
      wait('oneday', 1, 'days'),
      goodbye,
      wait('weeks', 3, 'weeks'),
      {
        id: 'isback',
        kind: 'branch',
        paths: [
          {
            id: 'back',
            name: 'Back already',
            when: all({
              field: 'subscriber.subscription_status',
              op: 'one_of',
              value: ['active', 'trialing', 'past_due'],
            }),
            steps: [{ id: 'ends', kind: 'end' }],
          },
        ],
        otherwise: [comeBack],
      },
    ],
  }),
})
