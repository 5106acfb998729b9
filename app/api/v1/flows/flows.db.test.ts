import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { call, signedIn } from '@/lib/auth/testing'
import { makeWorld, type World } from '@/lib/auth/testing-world'
import { flowDetailSchema } from '@/lib/flows/json'
import { templates } from '@/lib/flows/templates'
import { thanks } from '@/lib/flows/testing-rows'
import { POST as publish } from './[id]/publish/route'
import { GET as read, PATCH as save } from './[id]/route'
import { POST as tryOut } from './[id]/try/route'
import { GET as variables } from './[id]/variables/route'
import { POST as make } from './route'

useTestDatabase()

let world: World
let headers: Record<string, string>

beforeAll(async () => {
  world = await makeWorld('flowapi')
  headers = await signedIn(world.marketer)
})

const start = (more: Record<string, unknown>) =>
  call(make, { method: 'POST', headers, body: { site_id: world.siteId, livemode: true, name: 'Mine', ...more } })

const patch = (id: string, body: unknown) => call(save, { method: 'PATCH', headers, params: { id }, body })

test('a flow is made, saved and published; who saves an old version gets what is there now', async () => {
  const made = await start({ definition: thanks })
  expect(made).toMatchObject({ status: 201, body: { state: 'draft', version: 1, draft: thanks, blockers: [] } })
  const { id } = made.body
  expect(await patch(id, { version: 1, name: 'Thanks' })).toMatchObject({ status: 200, body: { version: 2 } })
  const late = await patch(id, { version: 1, name: 'Late' })
  expect(late).toMatchObject({ status: 409, body: { error: { code: 'conflict' }, current: { name: 'Thanks' } } })
  expect(flowDetailSchema.safeParse(late.body.current).error).toBeUndefined()
  const live = await call(publish, { method: 'POST', headers, params: { id }, body: { version: 2 } })
  expect(live).toMatchObject({
    status: 200,
    body: {
      state: 'live',
      trigger: { type: 'charge.succeeded', name: '$ChargeSucceeded', label: expect.any(String) },
      versions: [{ no: 1 }],
      runs: { open: 0, done: 0, left: 0, skipped: 0, failed: 0, cancelled: 0 },
    },
  })
})

test('a flow that is not whole is saved, and refused with every place to mend when it is to go live', async () => {
  const { body } = await start({})
  expect(body).toMatchObject({
    trigger: null,
    blockers: [{ step_id: null, field: 'trigger.type' }, { field: 'steps' }],
  })
  const refused = await call(publish, { method: 'POST', headers, params: { id: body.id }, body: { version: 1 } })
  expect(refused).toMatchObject({ status: 422, body: { error: { code: 'blocked' }, blockers: body.blockers } })
})

test('a flow is made from a template, which it remembers; a definition that is given goes before', async () => {
  const { definition } = templates[0] ?? {}
  const made = await start({ template: templates[0]?.key })
  expect(made).toMatchObject({ status: 201, body: { template: templates[0]?.key, draft: definition, blockers: [] } })
  expect(await start({ template: templates[0]?.key, definition: thanks })).toMatchObject({
    body: { template: templates[0]?.key, draft: thanks },
  })
  expect(await start({ template: 'nosuch' })).toMatchObject({
    status: 422,
    body: { error: { fields: { template: expect.any(String) } } },
  })
})

test('a definition that is none says where it is wrong; one that is too large is refused', async () => {
  const wait = { id: 'wait', kind: 'wait', for: { amount: 0, unit: 'years' }, until: null }
  const wrong = await start({ definition: { ...thanks, steps: [wait] } })
  expect(wrong.status).toBe(422)
  expect(Object.keys(wrong.body.error.fields)).toContain('definition.steps.0.for.amount')
  const twice = await start({ definition: { ...thanks, steps: [thanks.steps[0], thanks.steps[0]] } })
  expect(twice).toMatchObject({ status: 422, body: { error: { message: 'Two steps have the same id.' } } })
  const nested = (depth: number): object[] =>
    depth === 0 ? [] : [{ id: `branch${depth}`, kind: 'branch', paths: [path], otherwise: nested(depth - 1) }]
  const path = { id: 'path', name: '', when: { match: 'all', conditions: [] }, steps: [] }
  expect(await start({ definition: { ...thanks, steps: nested(3) } })).toMatchObject({ status: 201 })
  for (const depth of [4, 100, 1_500])
    expect(await start({ definition: { ...thanks, steps: nested(depth) } }), `${depth}`).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringMatching(/deep/) } },
    })
  const mail = { ...thanks.steps[1], body: 'x'.repeat(50_001) }
  expect(await start({ definition: { ...thanks, steps: [mail] } })).toMatchObject({ status: 422 })
  const many = Array.from({ length: 6 }, (_, n) => ({ ...mail, id: `mail${n}`, body: 'x'.repeat(49_000) }))
  expect(await start({ definition: { ...thanks, steps: many } })).toMatchObject({
    status: 413,
    body: { error: { message: expect.stringContaining('256 KiB') } },
  })
})

test('what an editor holds is tried without being saved', async () => {
  const { body } = await start({ definition: thanks })
  const params = { id: body.id }
  const draft = { ...thanks, trigger: { ...thanks.trigger, type: 'quote.accepted' }, steps: thanks.steps.slice(1) }
  const tried = await call(tryOut, { method: 'POST', headers, params, body: { draft } })
  expect(tried).toMatchObject({
    status: 200,
    body: { event: { type: 'quote.accepted', is_sample: true }, enters: true, steps: [{ step_id: 'thanks' }] },
  })
  const offered = await call(variables, { headers, params, query: { type: 'quote.accepted' } })
  expect(offered.body.data).toContainEqual(expect.objectContaining({ path: 'event.quote_number' }))
  expect((await call(read, { headers, params })).body).toMatchObject({ version: 1, draft: thanks })
})
