import pg from 'pg'
import { afterEach, expect, vi } from 'vitest'
import { appUrl, makePerson, makeTeam, type Person, platform, type Team } from './testing'

type DeepLink = (request: Request, context: { params: Promise<{ teamId: string }> }) => Promise<Response>
type Callback = (request: Request) => Promise<Response>

/** What a browser sends along with a click on a page of ours. */
export const fromHere = { 'sec-fetch-site': 'same-origin' }

/** For tests: the way to Stripe and back through the route handlers and the sandbox, as a browser goes it. */
export function journey(routes: { stripe: () => string; deepLink: DeepLink; callback: Callback }) {
  function open(
    person: { cookie: string } | null,
    teamId: string,
    search = '',
    headers: Record<string, string> = fromHere,
    origin = appUrl,
  ) {
    const path = `/account/teams/${encodeURIComponent(teamId)}/oauth/stripe_accounts/new${search}`
    const request = new Request(`${origin}${path}`, {
      headers: { ...headers, ...(person ? { cookie: person.cookie } : {}) },
    })
    return routes.deepLink(request, { params: Promise.resolve({ teamId }) })
  }

  /** The address at Stripe a person is sent to. */
  async function start(person: Person, team: Team, search = ''): Promise<string> {
    const answer = await open(person, team.id, search)
    expect(answer.status).toBe(303)
    return answer.headers.get('location') ?? ''
  }

  /** What the merchant does there; returns the address Stripe sends the browser back to. */
  async function atStripe(url: string, account: string, decision: 'connect' | 'cancel' = 'connect'): Promise<string> {
    const body = new URLSearchParams([...new URL(url).searchParams, ['account', account], ['decision', decision]])
    const headers = { cookie: await signedInAtStripe() }
    const answer = await fetch(`${routes.stripe()}/oauth/authorize`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers,
    })
    expect(answer.status).toBe(303)
    return answer.headers.get('location') ?? ''
  }

  async function signedInAtStripe(): Promise<string> {
    const answer = await fetch(`${routes.stripe()}/sandbox/sign-in`, { method: 'POST', redirect: 'manual' })
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  return {
    open,
    start,
    atStripe,
    finish(person: { cookie: string }, url: string): Promise<Response> {
      return routes.callback(new Request(url, { headers: { cookie: person.cookie, 'sec-fetch-site': 'cross-site' } }))
    },
    async freshState(person: Person, team: Team) {
      return new URL(await start(person, team)).searchParams.get('state')
    },
  }
}

/**
 * After each test: functions are real again, the sandbox is calm, and what was connected is given back, because the
 * sandbox has five merchants only. Routes are no tenant's, so the superuser takes them away.
 */
export function freshStripeEachTime(database: { adminUrl(): string }, calmDown: () => void) {
  afterEach(async () => {
    vi.restoreAllMocks()
    calmDown()
    const admin = new pg.Client({ connectionString: database.adminUrl() })
    await admin.connect()
    await admin.query('delete from routes')
    await admin.end()
  })
}

export async function ownerOfTeam(): Promise<{ mia: Person; team: Team }> {
  const mia = await makePerson()
  return { mia, team: await makeTeam([[mia, 'owner']]) }
}

export function callbackUrl(query: Record<string, string | null>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return `${platform.redirectUris[0]}?${new URLSearchParams(given)}`
}

/** Counts code exchanges from here on. */
export function tokenCalls(): () => number {
  const spied = vi.spyOn(globalThis, 'fetch')
  return () => spied.mock.calls.filter(([input]) => String(input).endsWith('/oauth/token')).length
}

/** Answers the next exchanges in the place of Stripe. */
export function answerToken(status: number, body: unknown) {
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) =>
    String(input).endsWith('/oauth/token') ? Promise.resolve(Response.json(body, { status })) : real(input, init),
  )
}

/** Lets Stripe answer the next exchange, and something else happen before we hear of it. */
export function afterToken(meanwhile: () => PromiseLike<unknown>) {
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const answer = await real(input, init)
    if (String(input).endsWith('/oauth/token')) await meanwhile()
    return answer
  })
}
