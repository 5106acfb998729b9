import { newId } from '@/db/schema/columns'
import { applyAll, connectedTeam, type Place } from '@/lib/lane/testing'
import { customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { subscriberJson } from '@/lib/subscribers/json'
import { customerKey } from '@/lib/subscribers/party'
import { listSubscribers } from '@/lib/subscribers/queries'
import { sampleEvent } from '../sample'
import type { RunContext } from './step'

/** A team whose only subscriber is Ada. */
export async function adasTeam(email = 'ada@example.com'): Promise<Place> {
  const place = await connectedTeam()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_ada', email, { name: 'Ada Lovelace' }))])
  await applyAll()
  return place
}

/** A run about Ada as a step is given it: she as she is now. */
export async function runOf(place: Place, changes: Partial<RunContext> = {}): Promise<RunContext> {
  const { teamId, siteId, connectionId } = place
  const { rows } = await listSubscribers(teamId, { siteId }, { limit: 1, cursor: undefined })
  const [person] = rows
  if (!person) throw new Error('Ada is not there')
  return {
    teamId,
    siteId,
    livemode: true,
    flowId: newId(),
    runId: newId(),
    site: { name: 'Roasters' },
    event: sampleEvent('charge.succeeded', siteId) ?? nobody(),
    connectionId,
    partyKey: customerKey(connectionId, 'cus_ada'),
    subscriber: subscriberJson(person),
    depth: 0,
    attemptNo: 1,
    happened: () => false,
    now: new Date(),
    ...changes,
  }
}

const nobody = () => {
  throw new Error('the catalogue has no such example')
}
