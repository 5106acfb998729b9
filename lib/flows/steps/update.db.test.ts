import { beforeEach, expect, test } from 'vitest'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { type Place, withLane } from '@/lib/lane/testing'
import { isSuppressed } from '@/lib/suppression/suppressions'
import type { StepOf } from '../definition'
import type { RunContext, StepOutcome } from './step'
import { adasTeam, runOf } from './testing'
import { update } from './update'

useTestDatabase()

let place: Place
beforeEach(async () => {
  place = await adasTeam()
})

const noHttp = { request: () => expect.unreachable('an update makes no call') }

async function change(change: StepOf<'update'>['change'], run?: RunContext): Promise<StepOutcome> {
  const context = run ?? (await runOf(place))
  let outcome: StepOutcome | undefined
  const doing = async () => {
    outcome = await update.run({ id: 'upd1', kind: 'update', change }, context, noHttp)
  }
  await withLane(doing())
  return outcome ?? expect.unreachable()
}

const person = async () => (await runOf(place)).subscriber

test('a flow gives a tag, a field and a group, and takes them away; the next step already sees it', async () => {
  expect(await change({ what: 'add_tag', tag: 'bought {{ event.currency }}' })).toEqual({
    status: 'done',
    detail: { value: 'bought USD' },
  })
  expect((await person()).tags).toEqual(['bought USD'])
  await change({ what: 'field', name: 'last_amount', value: ' {{ event.amount }} ' })
  await change({ what: 'user_group', group: 'Buyers' })
  expect(await person()).toMatchObject({ fields: { last_amount: expect.stringMatching(/^\d/) }, user_group: 'Buyers' })

  await change({ what: 'remove_tag', tag: 'bought USD' })
  await change({ what: 'field', name: 'last_amount', value: '' })
  await change({ what: 'user_group', group: '' })
  expect(await person()).toMatchObject({ tags: [], fields: {}, user_group: null })
})

test('the same step of the same run says it once', async () => {
  const run = await runOf(place)
  await change({ what: 'add_tag', tag: 'vip' }, run)
  await change({ what: 'remove_tag', tag: 'vip' })
  await change({ what: 'add_tag', tag: 'vip' }, run)
  expect((await person()).tags).toEqual([])
})

test('FL-08 a flow unsubscribes: no mail from that commit on', async () => {
  expect(await change({ what: 'unsubscribe' })).toEqual({ status: 'done' })
  const at = { ...place, livemode: true, email: 'ada@example.com' }
  expect(await withTeams(place.teamId, (tx) => isSuppressed(tx, at))).toBe('unsubscribed')
  expect((await person()).unsubscribed_at).not.toBeNull()
})

test('FL-10 what is missing, empty, too long or wrongly named changes nothing, and says why', async () => {
  const broken = { status: 'failed', reason: 'template_broken', says: expect.stringMatching(/\S/) }
  expect(await change({ what: 'add_tag', tag: '{{ event.trial_end }}' })).toMatchObject({ reason: 'variable_missing' })
  expect(await change({ what: 'add_tag', tag: ' ' })).toMatchObject(broken)
  expect(await change({ what: 'add_tag', tag: 'x'.repeat(101) })).toMatchObject(broken)
  expect(await change({ what: 'field', name: 'Not a name', value: '1' })).toMatchObject(broken)
  expect(await person()).toMatchObject({ tags: [], fields: {} })
})
