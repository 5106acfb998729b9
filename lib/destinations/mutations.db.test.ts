import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { sluice } from '@/lib/connections/actor'
import { makeDestination, receiver, status } from '@/lib/deliveries/testing'
import { connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { kindOf } from '.'
import { destinationJson } from './json'
import { changeDestination, createDestination, rotateSecret } from './mutations'
import { findDestination } from './queries'
import { signingSecretOf } from './signing'
import { openConfig } from './stored-config'

useTestDatabase()

const hook = { url: 'https://example.com/hooks' }
const headers = { authorization: 'Bearer canary-1234567' }
const by = ({ teamId }: Place) => ({ teamId, actor: sluice })
const nobody = async () => receiver().http

async function webhookOf(place: Place, config: Record<string, unknown> = hook) {
  return makeDestination(place, 'webhook', config, receiver().http)
}

test('DA-08 what is secret is sealed to its row, shown to nobody, and opens again', async () => {
  const place = await connectedTeam()
  const made = await webhookOf(place, { ...hook, headers })
  const secret = signingSecretOf(made)
  expect(secret).toMatch(/^whsec_/)
  const stored = JSON.stringify(await rowsOf(place, sql`select * from destinations`))
  expect(stored).not.toContain('canary')
  expect(stored).not.toContain(secret)
  expect(JSON.stringify(destinationJson(made))).not.toMatch(/canary|whsec_/)
  expect(destinationJson(made)).toMatchObject({ config: hook, secrets: ['headers', 'secrets'] })

  const other = await webhookOf(place)
  await rowsOf(
    place,
    sql`update destinations set config = (select config from destinations where id = ${made.id}) where id = ${other.id}`,
  )
  const swapped = await findDestination(place.teamId, other.id)
  const kind = kindOf('webhook')
  if (!swapped || !kind) throw new Error('gone')
  expect(() => openConfig(kind, swapped.record)).toThrow('does not open')
})

test('a key the receiver does not know is refused before anything is saved', async () => {
  const place = await connectedTeam()
  const given = {
    site_id: place.siteId,
    livemode: true,
    kind: 'loops',
    name: 'Loops',
    config: { api_key: 'wrong' },
  }
  const refused = await createDestination(by(place), place.siteId, given, receiver(() => status(401)).http)
  expect(refused).toMatchObject({ outcome: 'invalid', wrong: { config: expect.stringMatching(/^Loops .*key/) } })
  expect(await rowsOf(place, sql`select 1 from destinations`)).toEqual([])
})

test.each([
  ['OUT-05', { url: 'https://127.0.0.1/hooks' }, 'config.url'],
  ['OUT-05', { url: 'https://169.254.169.254/latest' }, 'config.url'],
  ['OUT-05', { url: 'http://example.com/' }, 'config.url'],
  ['OUT-14', { ...hook, headers: { 'webhook-id': 'mine' } }, 'config.headers'],
  ['OUT-14', { ...hook, headers: { 'x-a': 'one\r\nhost: evil' } }, 'config.headers'],
  ['empty', {}, 'config.url'],
])('%s %j is refused with words, and nobody is called', async (_, config, field) => {
  const place = await connectedTeam()
  const { http, calls } = receiver()
  const given = { site_id: place.siteId, livemode: true, kind: 'webhook', name: 'Hook', config }
  const refused = await createDestination(by(place), place.siteId, given, http)
  if (refused.outcome !== 'invalid') throw new Error(refused.outcome)
  expect(Object.keys(refused.wrong)).toEqual([field])
  expect(refused.wrong[field]).toMatch(/ .*\.$/)
  expect(calls).toEqual([])
})

test('a change keeps the secrets that are left out; of two from the same version one is a conflict', async () => {
  const place = await connectedTeam()
  const made = await webhookOf(place, { ...hook, headers })
  const kind = kindOf('webhook')
  const version = made.record.version
  const changed = await changeDestination(
    by(place),
    made.id,
    { name: 'New', config: { url: 'https://example.com/new' }, version },
    nobody,
  )
  if (changed.outcome !== 'saved' || !kind) throw new Error(changed.outcome)
  expect(openConfig(kind, changed.destination.record)).toMatchObject({ url: 'https://example.com/new', headers })
  expect(signingSecretOf(changed.destination)).toBe(signingSecretOf(made))
  const late = await changeDestination(by(place), made.id, { name: 'Late', version }, nobody)
  expect(late).toMatchObject({ outcome: 'conflict', destination: { record: { name: 'New' } } })
})

test('OUT-13 a rotated secret is another one, and the one before signs beside it until its time is over', async () => {
  const place = await connectedTeam()
  const made = await webhookOf(place)
  const fresh = await rotateSecret(by(place), made.id, 24)
  const now = await findDestination(place.teamId, made.id)
  const kind = kindOf('webhook')
  if (!now || !kind) throw new Error('gone')
  expect(fresh).not.toBe(signingSecretOf(made))
  expect(openConfig(kind, now.record)).toMatchObject({
    secrets: [{ secret: fresh }, { secret: signingSecretOf(made), until: expect.any(String) }],
  })
  expect(await rotateSecret(by(place), place.siteId, 24)).toBeNull()
})
