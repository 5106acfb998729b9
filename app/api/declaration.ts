import type { z } from 'zod'
import type { SiteId, TeamId, UserId } from '@/lib/tenancy/ids'
import type { OwnedBySite, OwnedKind } from '@/lib/tenancy/memberships'
import type { Action, Role } from '@/lib/tenancy/roles'

/** Who may call: a role's right on a team, any signed-in person about themselves, or everyone. There is no default. */
export type Allow = Action | 'signed in' | 'everyone'

/** Where in the request an id stands. */
export type Place = `params.${string}` | `query.${string}` | `body.${string}`

/** How the team of a request is found; `site` says whether that tells the site as well. */
export interface TeamFinder<Site extends boolean = boolean> {
  kind: 'team' | OwnedKind
  place: Place
  site: Site
}

/** The team owns the site whose id stands there; the handler gets `access.siteId`. */
export const bySite = (place: Place): TeamFinder<true> => ({ kind: 'site', place, site: true })

/** The team owns the thing whose id is this path parameter: byParam('connection') reads [id]. */
export function byParam(kind: OwnedBySite, name?: string): TeamFinder<true>
export function byParam(kind: 'invitation' | 'api_key', name?: string): TeamFinder<false>
export function byParam(kind: OwnedKind, name = 'id'): TeamFinder {
  return { kind, place: `params.${name}`, site: kind !== 'invitation' && kind !== 'api_key' }
}

/** The same for an id in the query or body: byId('connection', 'query.connection_id'). */
export const byId = (kind: Exclude<OwnedBySite, 'site'>, place: Place): TeamFinder<true> => ({
  kind,
  place,
  site: true,
})

/** An API key's own team; a session names it in `team_id` of the query, or also at another place. */
export const byTeam = (place: Place = 'query.team_id'): TeamFinder<false> => ({ kind: 'team', place, site: false })

const actionsOfPeople: readonly Allow[] = ['signed in', 'keys.manage', 'members.manage', 'owners.manage', 'team.delete']

/** A leaked key must not be able to make itself a successor, let someone in, or end the team. */
export const isForPeople = ({ allow, people }: Pick<Declaration, 'allow' | 'people'>) =>
  people === true || actionsOfPeople.includes(allow)

export interface Actor {
  kind: 'user' | 'api_key'
  id: string
  /** For people: "Mia Lee", or "API key deploy". */
  label: string
}

/** What a handler of a team's endpoint knows about its caller. */
export interface TeamScope {
  teamId: TeamId
  role: Role
  actor: Actor
}

export interface SelfScope {
  actor: Actor
  userId: UserId
  email: string
  name: string | null
  /** Names this session in the sessions table. */
  sessionHash: string
}

export type Access<A extends Allow, Site extends boolean> = A extends Action
  ? TeamScope & (Site extends true ? { siteId: SiteId } : object)
  : A extends 'signed in'
    ? SelfScope
    : null

/** What a route says about itself: enforced by endpoint(), listed in openapi.json, tried by the matrix test. */
export interface Declaration {
  summary: string
  allow: Allow
  team?: TeamFinder
  /** For signed-in people only: an API key of any role gets 403. Always so for keys, members and the team itself. */
  people?: true
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** The body of the success answer; none = 204. */
  answer?: z.ZodType
  /** The success status; 200, or 204 without an answer, unless told otherwise. */
  status?: number
}
