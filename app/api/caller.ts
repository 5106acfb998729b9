import { sessionTokenFrom } from '@/lib/auth/cookie'
import { callsPerKey, takeOne } from '@/lib/auth/rate-limit'
import { findSession, type User } from '@/lib/auth/sessions'
import { env } from '@/lib/env'
import { findApiKey } from '@/lib/teams/api-keys'
import type { TeamId } from '@/lib/tenancy/ids'
import { type Membership, membershipsOf } from '@/lib/tenancy/memberships'
import type { Role } from '@/lib/tenancy/roles'
import { ApiError, tooMany } from './answers'
import type { Actor } from './declaration'

export type Caller =
  | { kind: 'user'; actor: Actor; user: User; sessionHash: string }
  | { kind: 'api_key'; actor: Actor; teamId: TeamId; role: Role }

/** Who calls: a bearer key when there is an Authorization header, else the session cookie. Neither → 401. */
export async function callerOf(request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  return authorization === null ? bySession(request) : byKey(authorization)
}

async function bySession(request: Request): Promise<Caller> {
  const session = await findSession(sessionTokenFrom(request.headers.get('cookie')))
  if (!session) throw new ApiError(401, 'signed_out', 'Sign in, or send an API key.')
  const { user, hash } = session
  return { kind: 'user', user, sessionHash: hash, actor: { kind: 'user', id: user.id, label: user.name ?? user.email } }
}

async function byKey(authorization: string): Promise<Caller> {
  const token = /^Bearer +([\w-]+)$/i.exec(authorization)?.[1]
  const key = token ? await findApiKey(token) : null
  if (!key) throw new ApiError(401, 'bad_key', 'This API key is not known, or was revoked.')
  const wait = await takeOne(callsPerKey, key.id)
  if (wait > 0) throw tooMany(wait, `This API key may call ${callsPerKey.most} times a minute. Wait ${wait} s.`)
  const actor: Actor = { kind: 'api_key', id: key.id, label: `API key ${key.name}` }
  return { kind: 'api_key', actor, teamId: key.teamId, role: key.role }
}

/**
 * A browser sends the session cookie along whoever wrote the page; so a change needs to come from one of our own pages
 * (AU-12). `Origin: null` (sandboxed frames) and a missing Origin are refused, and so is what a plain form can send.
 */
export function refuseForeignOrigin(request: Request) {
  const ours = new URL(env().APP_URL).origin
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (request.headers.get('origin') !== ours) {
    throw new ApiError(403, 'foreign_origin', 'Changes are accepted from this site only.')
  }
  // What has no body need not say of what type it is.
  if (type === undefined && !hasBody(request)) return
  if (type !== 'application/json') throw new ApiError(403, 'not_json', 'Send this as application/json.')
}

/** As HTTP/1.1 says it; `request.body` stands there under Next also when nothing was sent. */
function hasBody({ headers }: Request) {
  return headers.has('transfer-encoding') || !/^0*$/.test(headers.get('content-length') ?? '')
}

/** The teams a caller may act on, with the role in each. */
export async function teamsOf(caller: Caller): Promise<Pick<Membership, 'teamId' | 'role'>[]> {
  return caller.kind === 'api_key' ? [{ teamId: caller.teamId, role: caller.role }] : membershipsOf(caller.user.id)
}
