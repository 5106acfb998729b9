import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { TeamId } from '@/db/schema/columns'
import { parties } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit'
import { writeEntries } from '@/lib/inbox/entries'
import { commandEntry, mostIds } from '@/lib/lane/command'
import type { Result } from '@/lib/result'
import { leaderOf, partiesWith } from './leader'
import { addressOfGuest, emailKeyOf, guestKey } from './party'
import { currentSubscribers, customerOf, type SubscriberRecord } from './read-people'

export type MergeProblem = 'not_found' | 'same_person' | 'other_place'
export type SplitProblem = 'not_found' | 'not_merged'

/**
 * Makes two subscribers one: every customer and guest of the first, and whoever has its address later, is the second from now
 * on, with all money and events, past and to come. A command to the lane, done within a moment; `split` takes it back.
 */
export function mergeSubscriber(
  teamId: TeamId,
  id: string,
  into: string,
  actor: AuditActor,
): Promise<Result<true, MergeProblem>> {
  return withTeams(teamId, async (tx) => {
    const people = await currentSubscribers(tx, teamId, [id, into])
    const [from, to] = [people.get(id), people.get(into)]
    if (!from || !to) return { ok: false, reason: 'not_found' }
    if (from.id === to.id) return { ok: false, reason: 'same_person' }
    if (from.siteId !== to.siteId || from.livemode !== to.livemode) return { ok: false, reason: 'other_place' }
    // Who was merged into the first one before goes along with it, and comes back with it.
    const own = (await partiesWith(tx, teamId, from.id)).filter((party) => party.movedTo === null)
    const keys = new Set([...own.map((party) => party.key), guestKey(from.emailKey)])
    await move(tx, from, [...keys], await leaderOf(tx, to))
    await audit(tx, { teamId, actor, action: 'subscriber.merged', subject: from.id, detail: { into: to.id } })
    return { ok: true, value: true }
  })
}

/** Who leaves a subscriber again: a Stripe customer, or a guest by address. */
export type Leaver = { customerId: string } | { email: string }

/** Takes back a merge for one customer or guest: they go back to whoever has their own address. */
export function splitSubscriber(
  teamId: TeamId,
  id: string,
  leaver: Leaver,
  actor: AuditActor,
): Promise<Result<true, SplitProblem>> {
  return withTeams(teamId, async (tx) => {
    const person = (await currentSubscribers(tx, teamId, [id])).get(id)
    if (!person) return { ok: false, reason: 'not_found' }
    const leavers = (await partiesWith(tx, teamId, person.id)).filter(
      (party) => party.movedTo !== null && isLeaver(party.key, leaver),
    )
    if (leavers.length === 0) return { ok: false, reason: 'not_merged' }
    const keys = leavers.map((party) => party.key)
    // Whoever has their address later belongs to them again, unless that guest was seen and stays by itself.
    const addresses = leavers.flatMap(({ email }) => (email ? [guestKey(emailKeyOf(email))] : []))
    await move(tx, person, [...keys, ...(await unseenAmong(tx, person, addresses))], null)
    await audit(tx, {
      teamId,
      actor,
      action: 'subscriber.separated',
      subject: person.id,
      detail: { parties: keys.length },
    })
    return { ok: true, value: true }
  })
}

/** The customers (by Stripe's id) and guests (by address) that were merged into a subscriber and can be separated again. */
export function mergedInto(teamId: TeamId, subscriberId: string): Promise<Leaver[]> {
  return withTeams(teamId, async (tx) =>
    (await partiesWith(tx, teamId, subscriberId))
      .filter((party) => party.movedTo !== null)
      .map(({ key }) => {
        const customerId = customerOf(key)
        return customerId ? { customerId } : { email: addressOfGuest(key) ?? key }
      }),
  )
}

const isLeaver = (key: string, leaver: Leaver) =>
  'customerId' in leaver ? customerOf(key) === leaver.customerId : key === guestKey(emailKeyOf(leaver.email))

/** Guests nobody has seen yet, who stand only for an address that was merged. */
async function unseenAmong(tx: Tx, { teamId, siteId, livemode }: SubscriberRecord, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await tx
    .select({ key: parties.key })
    .from(parties)
    .where(
      and(
        eq(parties.teamId, teamId),
        inArray(parties.key, keys),
        eq(parties.siteId, siteId),
        eq(parties.livemode, livemode),
        isNull(parties.subscriberId),
      ),
    )
  return rows.map((row) => row.key)
}

async function move(tx: Tx, { teamId, siteId, livemode }: SubscriberRecord, keys: string[], to: string | null) {
  const commands = []
  for (let from = 0; from < keys.length; from += mostIds) {
    const some = keys.slice(from, from + mostIds)
    commands.push(commandEntry({ teamId, siteId, livemode }, { name: 'move', keys: some, to }))
  }
  return writeEntries(tx, commands)
}
