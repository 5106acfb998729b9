import type { MoneyPolicy, MoneyPolicyChange } from './money-policy'
import { stripesRule } from './stripes-rule'

export interface PolicyChoice {
  /** As controls need it; yes and no are "true" and "false". */
  value: string
  label: string
  /** What it does to the figure. */
  means: string
}

/** One line of the policy in words: settings, "How is this computed?" and docs/money.md say the same. */
export interface PolicyLine {
  figure: keyof MoneyPolicy
  name: string
  question: string
  choices: readonly PolicyChoice[]
}

export const policyLines: readonly PolicyLine[] = [
  {
    figure: 'mrr',
    name: 'discounts',
    question: 'Discounts',
    choices: [
      {
        value: 'forever',
        label: 'Take off those that never end',
        means: 'A coupon that lasts for ever lowers MRR. One that repeats for some months, or counts once, does not.',
      },
      {
        value: 'all_active',
        label: 'Take off all that are running',
        means: 'A coupon that repeats lowers MRR, too, until the day it ends. One that counts once never does.',
      },
    ],
  },
  {
    figure: 'mrr',
    name: 'trials_with_paid_invoice',
    question: 'Trials of people who paid before',
    choices: [
      { value: 'false', label: 'Leave out', means: 'A subscription on a trial counts as zero, whoever has it.' },
      {
        value: 'true',
        label: 'Count',
        means:
          'A trial counts with its full price when the subscription paid an invoice before: it is a gift to somebody who pays.',
      },
    ],
  },
  {
    figure: 'mrr',
    name: 'paused_collection',
    question: 'Paused collection',
    choices: [
      {
        value: 'leave_out',
        label: 'Leave out',
        means: 'While its collection is paused, an active subscription counts as zero.',
      },
      {
        value: 'count',
        label: 'Count',
        means: 'An active subscription counts, although nobody is charged for it at the moment.',
      },
    ],
  },
  {
    figure: 'mrr',
    name: 'cancel_at_period_end',
    question: 'Subscriptions that are going to end',
    choices: [
      {
        value: 'count',
        label: 'Count until they end',
        means: 'A canceled subscription counts as long as it runs; the day it ends is shown.',
      },
      {
        value: 'leave_out',
        label: 'Leave out',
        means: 'A subscription counts as zero from the moment it is set to end.',
      },
    ],
  },
  {
    figure: 'mrr',
    name: 'tax',
    question: 'Tax inside prices',
    choices: [
      {
        value: 'excluded',
        label: 'Take out',
        means:
          'Where a price includes tax, the tax of the latest paid invoice is taken out. Until there is one, it is marked.',
      },
      { value: 'included', label: 'Leave in', means: 'A price that includes tax counts as it is.' },
    ],
  },
  {
    figure: 'ltv',
    name: 'tax',
    question: 'Tax that was paid',
    choices: [
      { value: 'included', label: 'Count', means: 'Lifetime value is what people paid, tax included.' },
      {
        value: 'excluded',
        label: 'Leave out',
        means:
          'The tax of its invoice is taken out of each charge. A charge without an invoice keeps its amount and is marked.',
      },
    ],
  },
  {
    figure: 'ltv',
    name: 'off_stripe',
    question: 'Invoices paid outside Stripe',
    choices: [
      { value: 'false', label: 'Leave out', means: 'Only money that went through Stripe counts.' },
      {
        value: 'true',
        label: 'Count',
        means: 'An invoice that was marked as paid elsewhere counts as a line of its own.',
      },
    ],
  },
]

/** What a policy chooses for a line, as its controls write it. */
export function chosenIn(policy: MoneyPolicy, { figure, name }: PolicyLine): string {
  return String(new Map<string, unknown>(Object.entries(policy[figure])).get(name))
}

export const defaultOf = (line: PolicyLine) => chosenIn(stripesRule, line)

/** The change that controls ask for, as the API takes it. */
export function changeOf(chosen: readonly { line: PolicyLine; value: string }[]): MoneyPolicyChange {
  const change: Record<'ltv' | 'mrr', Record<string, string | boolean>> = { ltv: {}, mrr: {} }
  for (const { line, value } of chosen) {
    change[line.figure][line.name] = value === 'true' ? true : value === 'false' ? false : value
  }
  return change as MoneyPolicyChange
}

/** What each line of a figure's rule means as the site chose it. */
export function chosenWords(policy: MoneyPolicy, figure: keyof MoneyPolicy): string[] {
  const lines = policyLines.filter((line) => line.figure === figure)
  return lines.flatMap((line) => line.choices.find(({ value }) => value === chosenIn(policy, line))?.means ?? [])
}
