import type { z } from 'zod'
import { log } from '@/lib/log'
import type { SiteId } from '@/lib/tenancy/ids'
import { teamOf } from '@/lib/tenancy/memberships'
import { type Action, can } from '@/lib/tenancy/roles'
import { isUnavailable } from '@/lib/tenancy/unavailable'
import { ApiError, invalid, notFound, refusal, requestIdOf } from './answers'
import { type Caller, callerOf, refuseForeignOrigin, teamsOf } from './caller'
import {
  type Access,
  type Allow,
  type Declaration,
  isForPeople,
  type SelfScope,
  type TeamFinder,
  type TeamScope,
} from './declaration'
import { checked, type RawInput, rawInput } from './input'

export { ApiError, done, invalid, json, notFound, page, paging, tooMany } from './answers'
export { byId, byParam, bySite, byTeam } from './declaration'

interface Context {
  params: Promise<Record<string, string | string[]>>
}

/** A route handler that carries what it says about itself. */
export interface Endpoint {
  (request: Request, context: Context): Promise<Response>
  declaration: Declaration
}

interface Typed<A extends Allow, Site extends boolean, P, Q, B> extends Declaration {
  allow: A
  team?: TeamFinder<Site>
  params?: P & z.ZodType
  query?: Q & z.ZodType
  body?: B & z.ZodType
}

interface Input<A extends Allow, Site extends boolean, P, Q, B> {
  access: Access<A, Site>
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  request: Request
}

/**
 * Makes a route handler of a declaration and the few lines that do the work. The order is the promise: who calls (401) →
 * from our own page (403) → which team (404, the same for foreign and missing) → may they (403) → is the input right
 * (422) → the handler. Nothing is answered without a declared policy (AU-01).
 */
export function endpoint<
  A extends Allow,
  Site extends boolean = false,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  declaration: Typed<A, Site, P, Q, B> & (A extends Action ? { team: TeamFinder<Site> } : { team?: never }),
  handler: (input: Input<A, Site, P, Q, B>) => Promise<Response>,
): Endpoint {
  async function answer(request: Request, context: Context): Promise<Response> {
    const requestId = requestIdOf(request)
    try {
      const caller = declaration.allow === 'everyone' ? null : await callerOf(request)
      const changes = request.method !== 'GET' && request.method !== 'HEAD'
      if (changes && caller?.kind === 'user') refuseForeignOrigin(request)

      const raw = await rawInput(request, await context.params, changes)
      const access = await accessOf(caller, declaration, raw)
      const parts = checked(raw, declaration)
      return await handler({ ...parts, access, request } as Input<A, Site, P, Q, B>)
    } catch (error) {
      return refusal(asApiError(error, requestId, declaration.summary), requestId)
    }
  }
  return Object.assign(answer, { declaration })
}

async function accessOf(caller: Caller | null, declaration: Declaration, raw: RawInput) {
  const { allow, team } = declaration
  if (allow === 'everyone' || caller === null) return null
  if (caller.kind === 'user' && allow === 'signed in') return selfOf(caller)
  if (caller.kind === 'api_key' && isForPeople(declaration)) {
    throw new ApiError(403, 'needs_person', 'This is for signed-in people, not for API keys.')
  }
  if (allow === 'signed in') throw new Error('neither a person nor a key')
  if (!team) throw new Error(`no team finder for ${allow}`)
  return teamScope(caller, allow, team, raw)
}

function selfOf(caller: Extract<Caller, { kind: 'user' }>): SelfScope {
  const { actor, user, sessionHash } = caller
  return { actor, userId: user.id, email: user.email, name: user.name, sessionHash }
}

async function teamScope(caller: Caller, allow: Action, finder: TeamFinder, raw: RawInput) {
  const teams = await teamsOf(caller)
  const id = idAt(raw, finder, caller)
  const owner =
    finder.kind === 'team'
      ? teams.find((team) => team.teamId === id)
      : await teamOf(
          finder.kind,
          id,
          teams.map((team) => team.teamId),
        )
  const mine = teams.find((team) => team.teamId === owner?.teamId)
  if (!owner || !mine) throw notFound()
  // Whoever names the team where something else implies it means that team and no other.
  if ((raw.query.team_id ?? mine.teamId) !== mine.teamId) throw notFound()
  if (!can(mine.role, allow)) throw new ApiError(403, 'role', 'Your role in this team does not allow this.')
  const scope: TeamScope & { siteId?: SiteId } = { teamId: mine.teamId, role: mine.role, actor: caller.actor }
  if (finder.site && 'siteId' in owner && owner.siteId) scope.siteId = owner.siteId
  return scope
}

/** The id the finder points at. Left out of a query or body it is a 422, except that a key implies its own team. */
function idAt(raw: RawInput, finder: TeamFinder, caller: Caller): string {
  const [part, name] = finder.place.split('.') as ['params' | 'query' | 'body', string]
  const holder = raw[part]
  const written = typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
  const value = written ?? (finder.kind === 'team' && part !== 'params' ? raw.query.team_id : undefined)
  if (value === undefined && finder.kind === 'team' && caller.kind === 'api_key') return caller.teamId
  if (value === undefined) throw invalid({ [name]: `Say which ${finder.kind.replace('_', ' ')}: ${name} is missing.` })
  return typeof value === 'string' ? value : ''
}

/** What goes wrong inside is logged once and told to nobody (DA-14). */
function asApiError(error: unknown, requestId: string, summary: string): ApiError {
  if (error instanceof ApiError) return error
  if (isUnavailable(error)) {
    log.warn('the database cannot be reached', { request_id: requestId, route: summary })
    return new ApiError(
      503,
      'unavailable',
      'The database cannot be reached right now. Try again.',
      {},
      { 'retry-after': '5' },
    )
  }
  log.error('request failed', { request_id: requestId, route: summary, error })
  return new ApiError(500, 'broken', 'Something broke on our side; your data is safe.')
}
