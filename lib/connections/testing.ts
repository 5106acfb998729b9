import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { newId, type SiteId, type TeamId, type UserId } from '@/db/schema/columns'
import { auditLog, connections, oauthStates, routes, sites, teamMembers, teams, users } from '@/db/schema/index'
import type { Role } from '@/db/schema/teams'
import { withTeams } from '@/db/tenant'
import { sessionCookieName } from '@/lib/auth/cookie'
import { startSession } from '@/lib/auth/sessions'
import { forgetEnv } from '@/lib/env'

/** For tests: the platform as the sandbox knows it; the app is told the same by `useStandIn`. */
export const appUrl = 'http://localhost:3999'
export const platform = {
  clientIds: { live: 'ca_live_of_tests', test: 'ca_test_of_tests' },
  secretKeys: { live: 'sk_live_of_tests', test: 'sk_test_of_tests' },
  webhookSecrets: { live: 'whsec_live_of_tests', test: 'whsec_test_of_tests' },
  redirectUris: [`${appUrl}/oauth/stripe_accounts/callback`],
}

/** Points the app at a stand-in for Stripe under `url`. */
export function useStandIn(url: string) {
  Object.assign(process.env, {
    APP_URL: appUrl,
    STRIPE_API_BASE: url,
    STRIPE_CONNECT_BASE: url,
    STRIPE_CLIENT_ID: platform.clientIds.live,
    STRIPE_TEST_CLIENT_ID: platform.clientIds.test,
    STRIPE_SECRET_KEY: platform.secretKeys.live,
    STRIPE_TEST_SECRET_KEY: platform.secretKeys.test,
    STRIPE_WEBHOOK_SECRETS: `${platform.webhookSecrets.live},test:${platform.webhookSecrets.test}`,
  })
  forgetEnv()
}

export interface Person {
  id: UserId
  email: string
  cookie: string
}

export async function makePerson(name = 'Mia'): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`
  const [row] = await db.insert(users).values({ email, name }).returning({ id: users.id })
  if (!row) throw new Error('No user was made')
  return { id: row.id, email, cookie: await signIn(row.id) }
}

/** One more session of the same person, as in another browser. */
export async function signIn(userId: UserId): Promise<string> {
  const { token } = await startSession(userId)
  return `${sessionCookieName()}=${token}`
}

export interface Team {
  id: TeamId
  site: SiteId
  otherSite: SiteId
}

/** A team with two sites, Main and Shop. */
export async function makeTeam(members: readonly [Person, Role][]): Promise<Team> {
  const id = newId() as TeamId
  const [site, otherSite] = [newId() as SiteId, newId() as SiteId]
  await db.insert(teams).values({ id, name: `Team ${id.slice(-4)}` })
  for (const [person, role] of members) await db.insert(teamMembers).values({ teamId: id, userId: person.id, role })
  await withTeams(id, (tx) =>
    tx.insert(sites).values([
      { teamId: id, id: site, name: 'Main' },
      { teamId: id, id: otherSite, name: 'Shop' },
    ]),
  )
  return { id, site, otherSite }
}

export const connectionsOf = (team: Team) => withTeams(team.id, (tx) => tx.select().from(connections))
export const routesOf = (team: Team) => withTeams(team.id, (tx) => tx.select().from(routes))
export const statesOf = (team: Team) => db.select().from(oauthStates).where(eq(oauthStates.teamId, team.id))

/** What was recorded about a team, in order. */
export async function auditOf(team: Team): Promise<string[]> {
  const rows = await withTeams(team.id, (tx) => tx.select().from(auditLog).orderBy(auditLog.id))
  return rows.map(({ action }) => action)
}

/** Keys of the jobs that wait for a task. */
export async function jobKeys(identifier: string): Promise<string[]> {
  const { rows } = await db.execute<{ key: string }>(
    sql`select key from graphile_worker.jobs where task_identifier = ${identifier}`,
  )
  return rows.map(({ key }) => key)
}

/** Runs what waits for a task, as a worker would. */
export async function runJobs(identifier: string, task: (payload: unknown) => Promise<void>) {
  const { rows } = await db.execute<{ id: string; payload: unknown }>(sql`
    select j.id::text, p.payload from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
    where j.task_identifier = ${identifier} order by j.id`)
  for (const { id, payload } of rows) {
    await task(payload)
    await db.execute(sql`select graphile_worker.complete_jobs(array[${id}::bigint])`)
  }
}
