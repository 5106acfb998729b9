import { db } from '@/db/client'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { apiKeys, newId, type Role, sites, teamMembers, teams, users } from '@/db/schema/index'
import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { mintApiKey } from '@/lib/teams/api-keys'
import { sessionCookieName } from './cookie'
import { startSession, type User } from './sessions'

/** A person, without a team. */
export async function makeUser(email = `person-${newId()}@example.com`, name: string | null = null): Promise<User> {
  const [user] = await db.insert(users).values({ email, name, emailVerified: new Date() }).returning()
  if (!user) throw new Error('no user made')
  return { id: user.id, email, name }
}

/** Request headers of a page of ours: a living session, our origin, JSON. */
export async function signedIn(user: { id: UserId }): Promise<Record<string, string>> {
  const { token } = await startSession(user.id)
  return {
    cookie: `${sessionCookieName()}=${token}`,
    origin: new URL(env().APP_URL).origin,
    'content-type': 'application/json',
  }
}

export interface MadeTeam {
  id: TeamId
  name: string
  siteId: SiteId
  siteName: string
  owner: User
  admin: User
  marketer: User
  viewer: User
}

/** A team with one site and one member of each role. */
export async function makeTeam(wanted: { name?: string; site?: string } = {}): Promise<MadeTeam> {
  const { name = 'Acme', site: siteName = 'Main' } = wanted
  const id = newId() as TeamId
  const siteId = newId() as SiteId
  await db.insert(teams).values({ id, name })
  await withTeams(id, (tx) => tx.insert(sites).values({ teamId: id, id: siteId, name: siteName }))
  const [owner, admin, marketer, viewer] = await Promise.all([
    join(id, 'owner'),
    join(id, 'admin'),
    join(id, 'marketer'),
    join(id, 'viewer'),
  ])
  return { id, name, siteId, siteName, owner, admin, marketer, viewer }
}

/** A new person in a team. */
export async function join(teamId: TeamId, role: Role, email?: string): Promise<User> {
  const user = await makeUser(email)
  await db.insert(teamMembers).values({ teamId, userId: user.id, role })
  return user
}

/** A bearer key of a team, as request headers. */
export async function makeKey(teamId: TeamId, role: Exclude<Role, 'owner'> = 'admin') {
  const { key, hash, prefix } = mintApiKey()
  const [row] = await db.insert(apiKeys).values({ teamId, name: 'test', role, prefix, keyHash: hash }).returning()
  if (!row) throw new Error('no key made')
  return { id: row.id, key, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } }
}

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>

interface Call {
  method?: string
  headers?: Record<string, string>
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

/** Calls a route handler as the server would; answers with status, headers and the parsed body. */
export async function call(
  handler: Handler,
  { method = 'GET', headers = {}, params = {}, query = {}, body }: Call = {},
) {
  const url = new URL(`/test?${new URLSearchParams(query)}`, env().APP_URL)
  const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await handler(new Request(url, { method, headers, ...payload }), { params: Promise.resolve(params) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('application/json') && text
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}
