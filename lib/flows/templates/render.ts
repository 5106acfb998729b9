import { type CatalogueRow, catalogueRow } from '@/lib/catalogue'
import type { Step } from '../definition'
import { type EmailText, renderMail } from '../mail/render-mail'
import { sampleEvent, sampleSubscriber } from '../sample'
import { variablesOf } from '../variables'
import { capSentence, conditionsSentence, type LookUps, stepSentence, triggerSentence } from '../words'
import type { FlowTemplate } from './template'

const lookUps: LookUps = {
  eventLabel: (type) => labelOf(type),
  destinationName: () => null,
  productName: () => null,
}

const labelOf = (type: string) => (catalogueRow(type) as CatalogueRow | undefined)?.label ?? type

/** docs/flows-examples.md: what the templates do, for people. A test keeps the two the same. */
export function renderExamples(examples: readonly FlowTemplate[], others: readonly FlowTemplate[]): string {
  return `${heading}\n${examples.map(exampleOf).join('\n')}\n${moreOf(others)}`
}

const heading = `# Flows: worked examples

Generated from \`lib/flows/templates\`; do not edit. The texts are the templates’ own, written to Ada with the event’s example.
How flows work, and what texts and conditions may use: [flows.md](flows.md).

Each example is made the same way:

1. **Flows → New flow**, and choose the template. Without a connection to Stripe the page offers to make one, and comes back.
2. Read the steps, and change the words to yours. **Try with a past event** shows who would get what, and sends nothing; **Send to
   myself** brings a mail to your own inbox.
3. **Publish**. It runs for events from now on; nobody gets anything for what happened before.

Over the API the last step of each example makes the same draft. Then publish it, with the \`id\` and \`version\` of the answer:

\`\`\`
curl -X POST $SLUICE/api/v1/flows/$ID/publish -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"version": 1}'
\`\`\`
`

function exampleOf({ key, name, result, note, definition }: FlowTemplate): string {
  const { trigger, steps, ends_when, cap } = definition
  const ends = ends_when.length > 0 ? [`It ends early when ${listed(ends_when)} comes about the same.`] : []
  return `## ${name}

${[result, note].filter(Boolean).join(' ')}

${triggerSentence(trigger, lookUps)}:

${listOf(steps, 0)}

${[...ends, `${capSentence(cap)}.`].join(' ')}

**What the person gets.** ${giftsOf(definition)}
**By the API.**

\`\`\`
curl -X POST $SLUICE/api/v1/flows -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"site_id": "'$SITE'", "livemode": true, "name": "${name}", "template": "${key}"}'
\`\`\`
`
}

const listed = (types: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(types.map((type) => `“${labelOf(type)}”`))

function listOf(steps: readonly Step[], depth: number): string {
  const indent = '   '.repeat(depth)
  return steps
    .map(
      (step, at) =>
        `${indent}${at + 1}. ${step.kind === 'branch' ? branchOf(step, depth) : stepSentence(step, lookUps)}`,
    )
    .join('\n')
}

function branchOf(step: Extract<Step, { kind: 'branch' }>, depth: number): string {
  const indent = '   '.repeat(depth + 1)
  const paths = step.paths.map(
    ({ name, when, steps }) =>
      `${indent}- **${name}**, if ${conditionsSentence(when, lookUps)}:\n${listOf(steps, depth + 2)}`,
  )
  const otherwise = step.otherwise.length > 0 ? `:\n${listOf(step.otherwise, depth + 2)}` : ': nothing'
  return `The first that fits:\n${[...paths, `${indent}- **Otherwise**${otherwise}`].join('\n')}`
}

function giftsOf({ trigger, steps }: FlowTemplate['definition']): string {
  const mails = mailsOf(steps)
  if (mails.length === 0) return 'Nothing to see: no mail is sent.\n'
  return `${mails.length === 1 ? 'A mail' : 'One of these mails, or several in turn'}:\n\n${mails.map((mail) => letterOf(mail, trigger.type)).join('\n')}`
}

function mailsOf(steps: readonly Step[]): EmailText[] {
  return steps.flatMap((step) => {
    if (step.kind === 'email') return [step]
    return step.kind === 'branch'
      ? [...step.paths.flatMap((path) => mailsOf(path.steps)), ...mailsOf(step.otherwise)]
      : []
  })
}

function letterOf(mail: EmailText, type: string): string {
  const event = sampleEvent(type)
  if (!event) throw new Error(`there is no ${type}`)
  const sender = { siteName: 'Acme', unsubscribeUrl: 'https://sluice.example/unsubscribe/…' }
  const letter = renderMail(mail, variablesOf({ event, subscriber: sampleSubscriber(), siteName: 'Acme' }), sender)
  if (!letter.ok) throw new Error(`${type}: ${letter.says}`)
  const { subject, preview, text } = letter.value
  return `> **${subject}** · ${preview}\n>\n${text
    .split('\n\n--\n')[0]
    ?.replace(/([^\n])\n(?=[^\n])/g, '$1  \n')
    .replace(/^(?=.)/gm, '> ')
    .replace(/^$/gm, '>')}\n`
}

const moreOf = (others: readonly FlowTemplate[]) => `## More templates

| template | begins with | what it does |
|---|---|---|
${others.map(({ name, result, definition }) => `| ${name} | ${labelOf(definition.trigger.type)} | ${result} |`).join('\n')}
`
