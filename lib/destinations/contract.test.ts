import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { type Fault, type RunningDestinations, type StandIn, startDestinations } from '@/sandbox/destinations'
import { kindOf, kinds } from '.'
import { agreeing } from './agreeing'
import type { Delivery, DestinationKind, Outcome } from './destination'
import { fieldsOf, secretsOf } from './fields'
import { ada, delivery, eventOf, loopback, money, noMapping } from './testing'

/**
 * What every kind of destination promises, tried over real HTTP against its strict stand-in (sandbox/destinations). A new kind is
 * tried as soon as it is in index.ts and has a stand-in.
 */
let there: RunningDestinations

beforeEach(async () => {
  // Every call comes 0.7 s after the one before, so that nobody's limit is reached; limits have tests of their own.
  let clock = Date.now()
  const now = () => {
    clock += 700
    return clock
  }
  there = await startDestinations({ now })
  vi.stubEnv('BENTO_API_BASE', there.url)
  vi.stubEnv('LOOPS_API_BASE', there.url)
  forgetEnv()
})

afterEach(async () => {
  await there.stop()
  vi.unstubAllEnvs()
  forgetEnv()
})

test('every kind is found by its name, and no two share one', () => {
  expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(kinds.length)
  for (const kind of kinds) expect(kindOf(kind.kind)).toBe(kind)
  expect(kindOf('constructor')).toBeUndefined()
})

describe.each(kinds)('$label', (kind) => {
  const { receiver, rightConfig, send, sendOne, arrivedOf } = against(kind)

  test('its example is a valid config, and what is missing is refused in words', () => {
    expect(kind.config.safeParse(kind.example).success).toBe(true)
    const empty = kind.config.safeParse({})
    expect(empty.success).toBe(false)
  })

  test('its form draws itself: every field of the config has a label, keys are sealed', () => {
    const fields = fieldsOf(kind.config)
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(kind.config.shape))
    for (const { label } of fields) expect(label).toMatch(/^[A-Z]/)
    expect(fields.some(({ sealed }) => sealed)).toBe(true)
    expect(kind.gets).toMatch(/\.$/)
  })

  test('the names its fields go out under are valid, and those of its own are refused', () => {
    for (const name of Object.values(kind.mapping ?? {})) expect(kind.fieldName?.safeParse(name).success).toBe(true)
    for (const name of ['email', 'id', 'two words', '', '$where', '__proto__'])
      expect(kind.fieldName?.safeParse(name).success ?? false, name).toBe(false)
  })

  test('a config is checked before it is saved: the right one works, a wrong one says why, and nothing is delivered', async () => {
    expect(await kind.check(rightConfig(), loopback())).toEqual({
      ok: true,
      value: expect.stringMatching(/^[A-Z1].*\.$/),
    })
    const wrong = await kind.check(parsed(kind, receiver().settings(there.url).wrong), loopback())
    expect(wrong).toEqual({ ok: false, reason: expect.stringMatching(/^(key_refused|gone)$/) })
    receiver().misbehave('hang')
    expect(await kind.check(rightConfig(), impatient)).toEqual({ ok: false, reason: 'timed_out' })
    receiver().misbehave('redirect')
    expect(await kind.check(rightConfig(), loopback())).toEqual({ ok: false, reason: 'redirected' })
    expect(receiver().arrived).toEqual([])
  })

  test('an event arrives once, with the person and the amount', async () => {
    const one = delivery()
    expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(receiver().complaints).toEqual([])
    expect(arrivedOf(one)).toHaveLength(1)
    const [{ name, data } = { name: '', data: {} }] = arrivedOf(one)
    expect(name.replace('$', '')).toBe('ChargeSucceeded')
    const text = JSON.stringify(data)
    for (const told of [one.event.stripe_event_id, one.event.charge_id, one.event.occurred_at])
      expect(text).toContain(told)
    expect([Number(found(data, 'amount')), found(data, 'currency')]).toEqual([Number(one.event.value?.amount), 'USD'])
    if (kind.mapping)
      expect(receiver().contacts().get(ada.email)?.fields).toMatchObject({
        [kind.mapping.first_name ?? '']: 'Ada',
        [kind.mapping.lifetime_value ?? '']: 4900.5,
        [kind.mapping.plan ?? '']: 'Pro',
      })
  })

  test('its agreeable answer is a yes, so that the worked example shows the whole of it', async () => {
    const [outcome] = await send([delivery()], { http: agreeing(kind.agreeable) })
    expect(outcome).toMatchObject({ status: 'delivered' })
  })

  test('OUT-10 the same delivery sent again counts once', async () => {
    const one = delivery()
    for (let attempt = 1; attempt <= 3; attempt++) expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(arrivedOf(one)).toHaveLength(1)
  })

  test('OUT-10 taken, but the answer was lost: tried again, and there exactly once', async () => {
    await sendOne(delivery())
    receiver().misbehave('drop', { times: 1 })
    const one = delivery()
    expect(await sendOne(one)).toMatchObject({ status: 'try-again', reason: 'connection_lost' })
    expect(arrivedOf(one)).toHaveLength(1)
    expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(arrivedOf(one)).toHaveLength(1)
  })

  test('a full batch is taken whole, and a kind without batches gets one at a time', async () => {
    const batch = Array.from({ length: kind.limits.batch }, (_, index) =>
      delivery({ contact: { ...ada, subscriber_id: `person-${index}`, email: `person-${index}@example.com` } }),
    )
    const outcomes = await send(batch)
    expect(outcomes).toEqual(batch.map(() => expect.objectContaining({ status: 'delivered' })))
    expect(receiver().complaints).toEqual([])
    expect(receiver().arrived.map(({ key }) => key)).toEqual(batch.map(({ id }) => id))
    expect(receiver().calls.length).toBeLessThanOrEqual(kind.limits.calls)
    expect(await send([])).toEqual([])
  })

  test.each(Object.entries(meanings))('OUT-03 OUT-04 OUT-08 a receiver that answers %s', async (fault, usual) => {
    await sendOne(delivery())
    receiver().misbehave(fault as Fault)
    const one = delivery()
    const [outcome = expect.unreachable()] = await send([one], { http: fault === 'hang' ? impatient : loopback() })
    expect(outcome).toMatchObject(exceptions[kind.kind]?.[fault as Fault] ?? usual)
    expect(there.canary).toEqual([])
    if (outcome.status === 'delivered') return
    expect(outcome.says?.length ?? 0).toBeLessThanOrEqual(300)

    receiver().misbehave('none')
    if (outcome.status === 'refused') return
    expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(arrivedOf(one)).toHaveLength(1)
  })

  test.each(['429', '503'] as const)('OUT-03 a %s with Retry-After: for so long, at most a day', async (fault) => {
    const waits = async (retryAfter: string) => {
      receiver().misbehave(fault, { retryAfter })
      const outcome = await sendOne(delivery())
      return outcome.status === 'try-again' ? outcome.after_ms : expect.unreachable()
    }
    expect(await waits('7')).toBe(7000)
    expect(await waits('99999999999')).toBe(24 * 60 * 60_000)
    expect(await waits(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(50_000)
    expect((await waits('soon')) ?? kind.limits.perMs).toBe(kind.limits.perMs)
  })

  test('OUT-01 nobody there', async () => {
    await there.stop()
    expect(await sendOne(delivery())).toMatchObject({ status: 'try-again', reason: 'connection_refused' })
    expect(await kind.check(rightConfig(), loopback())).toEqual({ ok: false, reason: 'connection_refused' })
  })

  test('OUT-17 a receiver that repeats what it was sent gives no secret away', async () => {
    const config = rightConfig()
    if ('headers' in config) config.headers = { authorization: 'Bearer canary-0123456789' }
    const secrets = [...secretsOf(kind.config, config), 'canary-0123456789']
    receiver().misbehave('echo')
    const [outcome] = await send([delivery()], { config })
    expect(outcome).toMatchObject({ says: expect.stringContaining('Cannot read') })
    const sent = String(receiver().calls.at(-1)?.headers.authorization ?? '').replace(/^\w+ /, '')
    expect(sent.length).toBeGreaterThan(5)
    for (const secret of [...secrets, sent]) expect(JSON.stringify(outcome)).not.toContain(secret)
  })

  test.each([
    [money(500n, 'JPY'), 500],
    [money(5120n, 'KWD'), 5.12],
    [money(4900n, 'USD'), 49],
    [money(500n, 'UGX'), 5],
    [money(9_007_199_254_740_993n, 'USD'), undefined],
  ])('LT-05 %o goes out as it is', async (value, amount) => {
    const one = delivery({ event: eventOf('invoice.paid', { value }) })
    expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(receiver().complaints).toEqual([])
    const [{ data } = { data: {} }] = arrivedOf(one)
    if (amount !== undefined) expect(Number(found(data, 'amount'))).toBe(amount)
    // Beyond what a number can hold exactly: as text, or not at all.
    else expect([value.amount, undefined]).toContain(found(data, 'amount'))
    expect(all(data, 'currency')).toContain(value.currency)
  })

  test.each([
    ['U+0000', 'A\0da'],
    ['half an emoji', 'Ada \ud83d'],
    ['10 kB', 'n'.repeat(10_000)],
    ['right to left', '\u202eAda שרה'],
    ['markup', '<script>alert("{{7*7}}")</script>'],
    ['no text', ''],
  ])('IN-12 %s in a name, in metadata and in the name of metadata', async (_what, text) => {
    const event = eventOf('charge.succeeded', { description: text, metadata: { [text]: text, ['__proto__']: text } })
    const contact = { ...ada, name: text, first_name: text, last_name: text, plan: text, user_group: text }
    expect(await sendOne(delivery({ event, contact }))).toMatchObject({ status: 'delivered' })
    expect(receiver().complaints).toEqual([])
    expect(receiver().arrived).toHaveLength(1)
  })

  test('an event about nobody is refused by a kind that needs a person, and delivered by the others', async () => {
    const nobody = delivery({ event: eventOf('price.created', { subscriber_id: null }), contact: null })
    const outcome = await sendOne(nobody)
    expect(outcome).toMatchObject(
      kind.needsPerson ? { status: 'refused', reason: 'no_address' } : { status: 'delivered' },
    )
    expect(receiver().arrived).toHaveLength(kind.needsPerson ? 0 : 1)
  })

  test('FL-01 the data of a person alone starts nothing', async () => {
    const history = delivery({ what: 'contact' })
    if (kind.takesContacts) {
      expect(await sendOne(history)).toMatchObject({ status: 'delivered' })
      expect(receiver().contacts().get(ada.email)).toMatchObject({ unsubscribed: false })
    } else await expect(sendOne(history)).rejects.toThrow('events only')
    expect(receiver().arrived).toEqual([])
  })
})

describe.each(kinds.filter(({ takesContacts }) => takesContacts))('the people at $label', (kind) => {
  const { receiver, sendOne } = against(kind)

  test('an unsubscribed person is unsubscribed there, and nobody else', async () => {
    await sendOne(delivery({ contact: { ...ada, unsubscribed: true } }))
    await sendOne(delivery({ what: 'contact', contact: { ...ada, email: 'bo@example.com', unsubscribed: true } }))
    await sendOne(delivery({ contact: { ...ada, email: 'cy@example.com' } }))
    const states = [...receiver().contacts()].map(([email, { unsubscribed }]) => [email, unsubscribed])
    expect(states.sort()).toEqual([
      ['ada@example.com', true],
      ['bo@example.com', true],
      ['cy@example.com', false],
    ])
  })

  test('a new address moves the person, also when it is tried again', async () => {
    await sendOne(delivery())
    const moved = delivery({ contact: { ...ada, email: 'ada@new.example', known_as: ada.email, plan: null } })
    for (let attempt = 1; attempt <= 2; attempt++) expect(await sendOne(moved)).toMatchObject({ status: 'delivered' })
    expect([...receiver().contacts().keys()]).toEqual(['ada@new.example'])
    const { fields } = receiver().contacts().get('ada@new.example') ?? expect.unreachable()
    expect(fields).toMatchObject({ [kind.mapping?.first_name ?? '']: 'Ada' })
    expect(fields[kind.mapping?.plan ?? '']).toBeOneOf([null, ''])
  })

  test('FL-08 a deleted person is gone or unsubscribed there, and no event brings them back', async () => {
    const gone = { ...ada, deleted: true }
    await sendOne(delivery())
    const late = [
      delivery({ contact: gone }),
      delivery({ contact: gone }),
      delivery({ what: 'contact', contact: gone }),
    ]
    for (const one of late) expect(await sendOne(one)).toMatchObject({ status: 'delivered' })
    expect(receiver().arrived).toHaveLength(1)
    expect(receiver().contacts().get(ada.email)?.unsubscribed ?? true).toBe(true)
  })
})

/** The questions of the tests, asked of one kind. */
function against(kind: DestinationKind) {
  const receiver = (): StandIn => {
    const standIn = Object.entries(there.standIns).find(([name]) => name === kind.kind)?.[1]
    if (!standIn) throw new Error(`${kind.kind} needs a stand-in in sandbox/destinations to be tried against`)
    return standIn
  }
  const rightConfig = () => parsed(kind, receiver().settings(there.url).right)
  const send = (deliveries: Delivery[], { config = rightConfig(), http = loopback() } = {}) =>
    kind.send(deliveries, { config, mapping: kind.mapping ?? noMapping, http, now: new Date() })
  const sendOne = async (one: Delivery): Promise<Outcome> => (await send([one]))[0] ?? expect.unreachable()
  const arrivedOf = (one: Delivery) => receiver().arrived.filter(({ key }) => key === one.id)
  return { receiver, rightConfig, send, sendOne, arrivedOf }
}

/** For receivers that never answer. */
const impatient = loopback(300)

const parsed = (kind: DestinationKind, settings: Record<string, unknown>): Record<string, unknown> =>
  kind.config.parse({ ...kind.example, ...settings })

/** What an answer means for a single delivery, unless the kind's own documentation says otherwise. */
const meanings: Record<Exclude<Fault, 'none'>, Partial<Outcome>> = {
  400: { status: 'refused', reason: 'receiver_refused' },
  401: { status: 'try-again', reason: 'key_refused' },
  404: { status: 'refused', reason: 'receiver_refused' },
  410: { status: 'refused', reason: 'receiver_refused' },
  429: { status: 'try-again', reason: 'too_many_requests' },
  500: { status: 'try-again', reason: 'receiver_failed' },
  503: { status: 'try-again', reason: 'receiver_failed' },
  hang: { status: 'try-again', reason: 'timed_out' },
  drop: { status: 'try-again', reason: 'connection_lost' },
  partial: { status: 'delivered' },
  error_in_200: { status: 'try-again', reason: 'receiver_failed' },
  garbage: { status: 'try-again', reason: 'receiver_failed' },
  redirect: { status: 'try-again', reason: 'redirected', says: expect.stringContaining('/canary') },
  echo: { status: 'refused', reason: 'receiver_refused' },
}

const mended = { status: 'try-again', reason: 'receiver_refused' } as const

const exceptions: Record<string, Partial<Record<Fault, Partial<Outcome>>>> = {
  bento: { partial: { status: 'refused', reason: 'receiver_refused', says: expect.stringContaining('failed') } },
  webhook: {
    400: mended,
    401: mended,
    404: mended,
    echo: mended,
    410: { status: 'refused', reason: 'gone', disable: true },
    error_in_200: { status: 'delivered' },
    garbage: { status: 'delivered' },
  },
}

/** Every text and number of that name, at whatever depth, the outermost first. */
function all(data: unknown, name: string): unknown[] {
  if (typeof data !== 'object' || data === null) return []
  const own = (data as Record<string, unknown>)[name]
  const deeper = Object.values(data).flatMap((part) => all(part, name))
  return typeof own === 'string' || typeof own === 'number' ? [own, ...deeper] : deeper
}

const found = (data: unknown, name: string): unknown => all(data, name)[0]
