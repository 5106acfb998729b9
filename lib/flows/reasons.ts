import type { ReasonText } from '@/lib/reasons'

const openFlow = { label: 'Open the flow', does: 'open_flow' } as const
const openStep = { label: 'Open the step', does: 'open_step' } as const
const showEvent = { label: 'Show the event', does: 'show_event' } as const
const showSubscriber = { label: 'Show the subscriber', does: 'show_subscriber' } as const
const retry = { label: 'Try the step again', does: 'retry' } as const

/** Why a run did not begin, a step did nothing, or a run ended early: part of the one catalogue (lib/reasons.ts). */
export const flowReasons = {
  filter_not_met: {
    title: 'Conditions not met',
    explanation: 'The person or the event does not meet the conditions of the flow’s trigger, so nothing was done.',
    action: openFlow,
  },
  flow_cap: {
    title: 'Had it already',
    explanation:
      'The person went through this flow for the same invoice or payment before, as often as the flow’s cap allows. Nothing was sent again.',
    action: openFlow,
  },
  flow_loop: {
    title: 'Stopped: it would go in circles',
    explanation:
      'What this flow did led to the event that began it again, three times in a row, or it began for one person thirty times in an hour. Nothing was done, so that it cannot go on for ever.',
    action: openFlow,
  },
  flow_ceiling: {
    title: 'Flow paused itself',
    explanation:
      'The flow began far more runs than it ever should in such a time, so it paused itself. Nothing is lost: resume it when the cause is found.',
    action: openFlow,
  },
  happened_meanwhile: {
    title: 'No longer needed',
    explanation: 'What the flow waited for or ends by came meanwhile, such as the payment. The rest was not done.',
    action: showEvent,
  },
  unsubscribed: {
    title: 'Unsubscribed',
    explanation: 'The person unsubscribed, so no mail was sent.',
    action: showSubscriber,
  },
  suppressed: {
    title: 'Address suppressed',
    explanation: 'Mail to this address bounced or was stopped by hand, so no mail was sent.',
    action: showSubscriber,
  },
  no_subscriber: {
    title: 'Nobody there any more',
    explanation: 'The person was deleted or has no address any more, so nothing was done.',
    action: showEvent,
  },
  variable_missing: {
    title: 'A variable is missing',
    explanation:
      'The text uses a variable this event or person does not have, and gives no fallback for it. Nothing was sent with a gap in it.',
    action: openStep,
  },
  template_broken: {
    title: 'Text cannot be put together',
    explanation: 'The step’s text has a mistake, or became too long. Nothing was sent.',
    action: openStep,
  },
  mail_refused: {
    title: 'Mail refused',
    explanation: 'The mail server does not accept this mail or address, and said so for good.',
    action: retry,
  },
  mail_server_down: {
    title: 'Mail server not reached',
    explanation: 'The mail server did not take the mail at the moment. It is tried again by itself.',
    action: retry,
  },
  not_delivered_before: {
    title: 'Not delivered before',
    explanation:
      'The destination was to get this event before, and it did not arrive there. By itself an event goes to a destination once; send it again from the event.',
    action: showEvent,
  },
  step_gone: {
    title: 'Step needs mending',
    explanation: 'The step uses something that is there no more, such as a removed destination.',
    action: openStep,
  },
  step_broke: {
    title: 'Step did not work',
    explanation: 'Something broke on our side while this step was done. It is tried again by itself.',
    action: retry,
  },
  flow_removed: {
    title: 'Flow was removed',
    explanation: 'The flow was removed while this run was on its way. Nothing more was done.',
    action: showEvent,
  },
  run_cancelled: {
    title: 'Cancelled by a person',
    explanation: 'Somebody of your team cancelled this run. Nothing more is done.',
    action: openFlow,
  },
} as const satisfies Record<string, ReasonText>
