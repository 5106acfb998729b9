import { describe, expect, test } from 'vitest'
import { type CatalogueRow, catalogueRow } from '@/lib/catalogue'
import { blockersOf } from '../blockers'
import { flowDefinition } from '../definition'
import { fieldFor } from '../fields'
import { renderMail } from '../mail/render-mail'
import { allSteps } from '../nesting'
import { sampleEvent, sampleSubscriber } from '../sample'
import { variablesIn } from '../texts'
import { variablesOf } from '../variables'
import { templates } from '.'

const sender = { siteName: 'Acme', unsubscribeUrl: 'https://sluice.example/u/x' }
const mailsOf = (steps: Parameters<typeof allSteps>[0]) => [...allSteps(steps)].filter((step) => step.kind === 'email')

const knownBy = (type: string, person = sampleSubscriber()) => {
  const event = sampleEvent(type)
  if (!event) throw new Error(`there is no ${type}`)
  return variablesOf({ event, subscriber: person, siteName: 'Acme' })
}

describe.each(templates)('$name', ({ key, result, note = '', definition }) => {
  const { type } = definition.trigger

  test('is a flow that can go live as it is', () => {
    expect(flowDefinition.parse(definition)).toEqual(definition)
    expect(blockersOf(definition, { destinations: [] })).toEqual([])
  })

  test('begins with an event that may begin flows, and no twin of one', () => {
    const row: CatalogueRow | undefined = catalogueRow(type)
    expect(row?.twin).toBeUndefined()
    expect(row?.defaults).toMatchObject({ on: true, triggerFlows: true })
  })

  test('all its mails can be written, also to somebody without a name', () => {
    const nameless = { ...sampleSubscriber(), name: null, first_name: null, last_name: null, plan: null }
    for (const variables of [knownBy(type), knownBy(type, nameless)]) {
      for (const step of mailsOf(definition.steps)) {
        expect(renderMail(step, variables, sender), `${key} ${step.id}`).toMatchObject({ ok: true })
      }
    }
  })

  test('what a mail cannot do without is what the event always says', () => {
    const sure = ['event.money', 'event.payment_url', 'site.name']
    for (const { subject, preview, body } of mailsOf(definition.steps)) {
      const needed = variablesIn(subject + preview + body).filter(({ hasFallback }) => !hasFallback)
      for (const { path } of needed) expect(sure, path).toContain(path)
    }
  })

  test('asks only what the event can answer', () => {
    for (const { field } of conditionsOf(definition)) expect(fieldFor(type, field), field).toBeDefined()
  })

  test('is described in sentences, without a word for machines', () => {
    for (const text of [result, ...(note ? [note] : [])]) expect(text).toMatch(/^\p{Lu}.*\.$/su)
  })
})

const conditionsOf = ({ trigger, steps }: (typeof templates)[number]['definition']) => [
  ...trigger.filters.conditions,
  ...[...allSteps(steps)].flatMap((step) =>
    step.kind === 'branch' ? step.paths.flatMap(({ when }) => when.conditions) : [],
  ),
]

test('keys and names are their own', () => {
  for (const name of ['key', 'name'] as const) {
    expect(new Set(templates.map((template) => template[name])).size).toBe(templates.length)
  }
})
