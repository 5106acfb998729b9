import { describe, expect, test } from 'vitest'
import { newId, type SiteId, type TeamId } from '@/db/schema/columns'
import type { InboxKind } from '@/db/schema/inbox'
import { catalogue, exampleEvent } from '@/lib/catalogue'
import type { Entry } from './entry'
import { fold } from './fold'
import { read } from './read'
import type { State } from './state'

const [teamId, siteId, connectionId] = [newId() as TeamId, newId() as SiteId, newId()]

const long = process.env.SLUICE_LONG === '1'

/** Words that mean something to JavaScript, and what a broken client sends where a number or a name belongs. */
const odd = ['__proto__', 'toString', 'constructor', '', '-1', -1, 0.5, 2 ** 60, true, null, [], {}, ['x'], { id: {} }]

function entry(body: object, kind: InboxKind = 'webhook'): Entry {
  const now = new Date('2026-11-20T12:00:00Z')
  return {
    teamId,
    id: newId(),
    priority: 0,
    crashes: null,
    why: 'new',
    connectionId,
    stripeEventId: `evt_${newId()}`,
    siteId,
    kind,
    livemode: true,
    created: now,
    receivedAt: now,
    raw: Buffer.from(JSON.stringify(body)),
  }
}

const state = (): State => ({
  connections: new Map([
    [
      connectionId,
      {
        id: connectionId,
        state: 'connected',
        isActive: true,
        livemode: true,
        connectedAt: '2026-01-01T00:00:00Z',
        settingsVersion: 0,
        ignoredCustomers: [],
      },
    ],
  ]),
  sites: new Map([[siteId, { id: siteId, moneyPolicy: {} }]]),
  settings: new Map(),
  known: new Map(),
  facts: [],
  parties: [],
  people: [],
  destinations: [],
  flows: [],
})

const foldAll = (entries: Entry[]) => fold(state(), read(entries), Date.parse('2026-11-20T12:00:01Z'))

/** All of them with `npm run test:long`; else one, by turns. */
const valuesAt = (field: number) => (long ? odd : [odd[field % odd.length]])

function placesIn(value: object): { holder: object; key: string }[] {
  return Object.entries(value).flatMap(([key, child]) => [
    { holder: value, key },
    ...(typeof child === 'object' && child !== null ? placesIn(child) : []),
  ])
}

describe('IN-11 the fold holds whatever an object says', () => {
  test.each(catalogue.map((row) => [row.type, row] as const))(
    'IN-11 %s, every field in turn',
    { timeout: 600_000 },
    (type, row) => {
      const whole = exampleEvent(row)
      const fields = placesIn(whole.data).length
      const bodies = Array.from({ length: fields }, (_, at) => at).flatMap((at) =>
        valuesAt(at).map((value) => {
          const event = structuredClone(whole)
          const place = placesIn(event.data)[at]
          if (place) Reflect.set(place.holder, place.key, value)
          return event
        }),
      )
      for (const body of bodies) {
        const next = foldAll([entry(body)])
        expect(next.events[0]?.type, JSON.stringify(body)).toBe(type)
        foldAll([
          entry(
            {
              answer: {
                about: { object: 'x', id: 'x' },
                found: true,
                object: body.data.object,
                at: '2026-11-20T12:00:00Z',
              },
            },
            'look-up',
          ),
        ])
      }
    },
  )
})
