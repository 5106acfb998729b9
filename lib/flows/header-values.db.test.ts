import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { POST as publish } from '@/app/api/v1/flows/[id]/publish/route'
import { GET as read, PATCH as save } from '@/app/api/v1/flows/[id]/route'
import { POST as tryOut } from '@/app/api/v1/flows/[id]/try/route'
import { GET as readVersion } from '@/app/api/v1/flows/[id]/versions/[no]/route'
import { POST as make } from '@/app/api/v1/flows/route'
import { useTestDatabase } from '@/db/testing'
import { call, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { rowsOf } from '@/lib/lane/testing'
import type { FlowDefinition, Step, StepOf } from './definition'
import { masked, opened } from './header-values'
import { thanks } from './testing-rows'

useTestDatabase()

const key = 'Bearer canary-1234567'

let world: World
let headers: Record<string, string>

beforeAll(async () => {
  world = await makeWorld('sealed')
  headers = await signedIn(world.marketer)
})

/** A call inside of a branch, with these values of its headers. */
function flow(values: Record<string, string>): FlowDefinition {
  const told = Object.entries(values).map(([name, value]) => ({ name, value }))
  const hook: Step = {
    ...{ id: 'call', kind: 'http', method: 'POST', url: 'https://example.com/hook', body: '' },
    headers: told,
  }
  const when = { match: 'all' as const, conditions: [{ field: 'event.amount', op: 'exists' as const }] }
  const path = { id: 'path', name: 'Paid', when, steps: [hook] }
  return { ...thanks, steps: [{ id: 'branch', kind: 'branch', paths: [path], otherwise: [] }] }
}

function callIn({ steps: [branch] }: FlowDefinition): StepOf<'http'> {
  const step = branch?.kind === 'branch' ? branch.paths[0]?.steps[0] : undefined
  return step?.kind === 'http' ? step : expect.unreachable()
}

const valuesIn = (definition: FlowDefinition) =>
  Object.fromEntries(callIn(definition).headers.map(({ name, value }) => [name, value]))

async function start(values: Record<string, string>): Promise<string> {
  const body = { site_id: world.siteId, livemode: true, name: 'Calls', definition: flow(values) }
  const made = await call(make, { method: 'POST', headers, body })
  expect(made.status).toBe(201)
  return made.body.id
}

const detail = async (id: string, as = headers) => (await call(read, { headers: as, params: { id } })).body
const patch = async (id: string, draft: FlowDefinition) => {
  const { version } = await detail(id)
  const saved = await call(save, { method: 'PATCH', headers, params: { id }, body: { version, draft } })
  expect(saved.status).toBe(200)
  return saved.body
}
const goLive = async (id: string) => {
  const { version } = await detail(id)
  const live = await call(publish, { method: 'POST', headers, params: { id }, body: { version } })
  expect(live.status).toBe(200)
  return live.body
}

async function draftOf(id: string): Promise<FlowDefinition> {
  const [row] = await rowsOf<{ draft: FlowDefinition }>(
    { teamId: world.id },
    sql`select draft from flows where id = ${id}`,
  )
  return row?.draft ?? expect.unreachable()
}

const holder = (flowId: string) => ({ teamId: world.id, flowId })
const openedOf = async (id: string) => {
  const { headers } = opened(callIn(await draftOf(id)), holder(id))
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]))
}

test('DA-08 what a call carries in its headers is nowhere stored as it is, and sent back to nobody', async () => {
  const id = await start({ Authorization: key, 'X-Short': 'pin 4711', 'X-None': '' })
  await patch(id, flow({ Authorization: key, 'X-Short': 'pin 4711' }))
  await goLive(id)
  const stored = await rowsOf(
    { teamId: world.id },
    sql`select draft::text, (select string_agg(definition::text, '') from flow_versions where flow_id = f.id) from flows f where id = ${id}`,
  )
  expect(JSON.stringify(stored)).not.toMatch(/canary|4711/)

  const reads = async (who: World['viewer']) => {
    const as = await signedIn(who)
    const version = await call(readVersion, { headers: as, params: { id, no: '1' } })
    const { draft, live } = await detail(id, as)
    return [draft, live, version.body.definition].map(valuesIn)
  }
  expect(await reads(world.marketer)).toEqual(Array(3).fill({ Authorization: '…4567', 'X-Short': '…' }))
  expect(await reads(world.viewer)).toEqual(Array(3).fill({ Authorization: '…', 'X-Short': '…' }))
})

test('DA-08 who may not change flows sees how and whom a call asks, not what stands in its address and body', () => {
  const seen = (url: string, body: string, mayManage = false) => {
    const definition = flow({})
    Object.assign(callIn(definition), { url, body })
    const shown = callIn(masked(definition, holder('flow'), mayManage))
    return [shown.method, shown.url, shown.body]
  }
  const secret = 'https://example.com/hook/T0/secret?key=canary'
  expect(seen(secret, '{"token":"canary"}')).toEqual(['POST', 'https://example.com/…', '…'])
  expect(seen(secret, '{"token":"canary"}', true)).toEqual(['POST', secret, '{"token":"canary"}'])
  expect(seen('https://example.com?key=canary', '')).toEqual(['POST', 'https://example.com/…', ''])
  expect(seen('https://example.com', '')).toEqual(['POST', 'https://example.com', ''])
  for (const odd of ['https://ada:canary@example.com/', 'https://{{ site.name }}', 'canary'])
    expect(seen(odd, '')).toEqual(['POST', '…', ''])
  expect(seen('', '')).toEqual(['POST', '', ''])
})

test('DA-08 what comes back as it was shown stays as it is stored; nothing else does', async () => {
  const id = await start({ Authorization: key })
  expect(await goLive(id)).toMatchObject({ has_changes: false })
  const before = await draftOf(id)
  const { draft, version } = await detail(id)
  expect(await patch(id, draft)).toMatchObject({ version, has_changes: false })
  expect(await patch(id, flow({ Authorization: key }))).toMatchObject({ version, has_changes: false })
  expect(await draftOf(id)).toEqual(before)

  expect(await patch(id, flow({ authorization: '…4567', 'X-New': 'another-canary' }))).toMatchObject({
    has_changes: true,
  })
  expect(await openedOf(id)).toEqual({ authorization: key, 'X-New': 'another-canary' })

  const lost = await patch(id, flow({ 'X-Other': '…4567' }))
  expect(valuesIn(lost.draft)).toEqual({ 'X-Other': '' })
  expect(lost.blockers).toMatchObject([{ step_id: 'call', field: 'headers' }])
})

test('DA-08 a version that is made the draft again has its values, though the draft has others', async () => {
  const id = await start({ Authorization: key })
  await goLive(id)
  await patch(id, flow({ Authorization: 'Bearer canary-7654321' }))
  const version = await call(readVersion, { headers, params: { id, no: '1' } })
  expect(await patch(id, version.body.definition)).toMatchObject({ has_changes: false, blockers: [] })
  expect(await openedOf(id)).toEqual({ Authorization: key })
})

test('DA-08 moved to another flow, step or header a value does not open', async () => {
  const [id, other] = [await start({ Authorization: key }), await start({})]
  const step = callIn(await draftOf(id))
  const [value] = step.headers.map((header) => header.value)
  expect(() => opened(step, holder(other))).toThrow('does not open')
  expect(() => opened({ ...step, id: 'call2' }, holder(id))).toThrow('does not open')
  expect(() => opened({ ...step, headers: [{ name: 'X-Key', value: value ?? '' }] }, holder(id))).toThrow(
    'does not open',
  )
  await rowsOf(
    { teamId: world.id },
    sql`update flows set draft = (select draft from flows where id = ${id}) where id = ${other}`,
  )
  const shown = await detail(other)
  expect(valuesIn(shown.draft)).toEqual({ Authorization: '…' })
  expect(shown.blockers).toMatchObject([{ step_id: 'call', field: 'headers' }])
})

test('DA-08 a try shows of what is stored no more than its mask', async () => {
  const id = await start({ Authorization: key, 'X-Plan': '{{ subscriber.plan }}' })
  const { draft } = await detail(id)
  for (const body of [{}, { draft }]) {
    const tried = await call(tryOut, { method: 'POST', headers, params: { id }, body })
    expect(tried.body.steps[1]).toMatchObject({
      outcome: 'would_do',
      request: {
        headers: [
          { name: 'authorization', value: '…4567' },
          { name: 'x-plan', value: '…n }}' },
        ],
      },
    })
  }
})
