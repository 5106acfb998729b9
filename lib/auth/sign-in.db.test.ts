import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { GET as authGet } from '@/app/api/auth/[...rest]/route'
import { POST as confirm } from '@/app/api/auth/confirm/route'
import { POST as signInRoute } from '@/app/api/auth/sign-in/route'
import { POST as signOut } from '@/app/api/auth/sign-out/route'
import { GET as me } from '@/app/api/v1/me/route'
import { DELETE as everywhere } from '@/app/api/v1/sessions/route'
import { db } from '@/db/client'
import { newId, sessions, verificationTokens } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import { env, forgetEnv } from '@/lib/env'
import { devMailsOf } from '@/lib/mail/queries'
import { sitesOf } from '@/lib/sites/queries'
import { membershipsOf } from '@/lib/tenancy/memberships'
import { openPeerKey, peerHeader, peerValue } from './peer'
import { absoluteMs, findSession, idleMs, startSession } from './sessions'
import { call, makeTeam, makeUser, signedIn } from './testing'

useTestDatabase()

// As the launcher does: sign-in counts by the socket's address.
beforeAll(openPeerKey)

const origin = () => new URL(env().APP_URL).origin
const page = () => ({ origin: origin(), 'content-type': 'application/json' })
const fresh = () => `ada-${newId()}@example.com`

function ask(email: string, next?: string, headers: Record<string, string> = {}) {
  return call(signInRoute, {
    method: 'POST',
    headers: { ...page(), [peerHeader]: peerValue(address()), ...headers },
    body: { email, next },
  })
}

let last = 0
const address = () => `10.${++last >> 16}.${(last >> 8) & 255}.${last & 255}`

async function linkFor(email: string) {
  const [mail] = await devMailsOf(email)
  const url = new URL(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '')
  return { url, parts: Object.fromEntries(url.searchParams) }
}

const press = (parts: Record<string, string>, cookie?: string) =>
  call(confirm, { method: 'POST', headers: { ...page(), ...(cookie ? { cookie } : {}) }, body: parts })

async function signInAs(email: string, cookie?: string) {
  await ask(email)
  const pressed = await press((await linkFor(email)).parts, cookie)
  return pressed.headers.get('set-cookie')?.split(';')[0] ?? ''
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
  forgetEnv()
})

describe('signing in', () => {
  test('the first sign-in makes a team named after the address and a site Main', async () => {
    const email = fresh()
    const cookie = await signInAs(email)
    const { body } = await call(me, { headers: { cookie } })
    expect(body).toMatchObject({ email, name: null })
    const teams = await membershipsOf(body.id)
    expect(teams).toMatchObject([{ teamName: `${email.split('@')[0]}’s team`, role: 'owner' }])
    expect(await sitesOf(teams[0]!.teamId)).toMatchObject([{ name: 'Main' }])
  })

  test('the second sign-in makes no second team', async () => {
    const email = fresh()
    await signInAs(email)
    const { body } = await call(me, { headers: { cookie: await signInAs(email) } })
    expect(await membershipsOf(body.id)).toHaveLength(1)
  })

  test('AU-08 the link goes to our own page, works once, and says that it was used', async () => {
    const email = fresh()
    await ask(email, '/account/teams')
    const { url, parts } = await linkFor(email)
    expect(`${url.origin}${url.pathname}`).toBe(`${origin()}/sign-in/confirm`)
    const first = await press(parts)
    expect(first).toMatchObject({ status: 200, body: { next: '/account/teams' } })
    expect(await press(parts)).toMatchObject({ status: 410, body: { error: { code: 'used' } } })
  })

  test('AU-08 two presses at once: one works', async () => {
    const email = fresh()
    await ask(email)
    const { parts } = await linkFor(email)
    const results = await Promise.all([press(parts), press(parts), press(parts)])
    expect(results.map((result) => result.status).sort()).toEqual([200, 410, 410])
  })

  test('AU-08 GET and HEAD never use a token, not even at the address of Auth.js', async () => {
    const email = fresh()
    await ask(email)
    const { parts } = await linkFor(email)
    const token = parts.token?.split('.')[0] ?? ''
    for (const method of ['GET', 'HEAD', 'GET', 'GET', 'GET', 'GET']) {
      const url = new URL(`/api/auth/callback/email?${new URLSearchParams({ token, email })}`, origin())
      const refused = await authGet(new Request(url, { method }), { params: Promise.resolve({}) })
      expect(refused.status).toBe(405)
      expect(refused.headers.get('set-cookie')).toBeNull()
    }
    expect((await press(parts)).status).toBe(200)
  })

  test('AU-08 after ten minutes it says that it has expired', async () => {
    const email = fresh()
    await ask(email)
    const { parts } = await linkFor(email)
    await db
      .update(verificationTokens)
      .set({ expires: new Date(Date.now() - 1000) })
      .where(eq(verificationTokens.identifier, email))
    expect(await press(parts)).toMatchObject({ status: 410, body: { error: { code: 'expired' } } })
  })

  test('AU-08 a link lives ten minutes and is stored hashed', async () => {
    const email = fresh()
    await ask(email)
    const { parts } = await linkFor(email)
    const [row] = await db.select().from(verificationTokens).where(eq(verificationTokens.identifier, email))
    expect(row!.expires.getTime() - Date.now()).toBeGreaterThan(9.8 * 60_000)
    expect(row!.expires.getTime() - Date.now()).toBeLessThanOrEqual(10 * 60_000)
    expect(parts.token).not.toContain(row!.token)
    expect(row!.token).not.toContain(parts.token!.split('.')[0])
  })

  test.each([
    ['address', { email: 'eve@evil.example' }],
    ['way back', { next: '/account/teams/other' }],
    ['token', { token: 'x.y' }],
    ['missing proof', { token: 'abcdef' }],
  ])('AU-08 a link whose %s was changed is refused', async (_what, change) => {
    const email = fresh()
    await ask(email, '/account/teams')
    const { parts } = await linkFor(email)
    expect(await press({ ...parts, ...change })).toMatchObject({ status: 410, body: { error: { code: 'broken' } } })
    expect((await press(parts)).status).toBe(200)
  })

  test('AU-11 a way back to another host becomes the start page', async () => {
    const email = fresh()
    await ask(email, 'https://evil.example/x')
    const { parts } = await linkFor(email)
    expect(parts.next).toBe('/')
    expect(await press(parts)).toMatchObject({ status: 200, body: { next: '/' } })
  })

  test.each([
    ['Host', { host: 'evil.example' }],
    ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
    ['Forwarded', { forwarded: 'host=evil.example;proto=https' }],
    ['Referer', { referer: 'https://evil.example/' }],
  ])('AU-10 a forged %s never changes the link', async (_name, forged) => {
    vi.stubEnv('AUTH_URL', 'https://evil.example')
    vi.stubEnv('NEXTAUTH_URL', 'https://evil.example')
    const email = fresh()
    expect((await ask(email, '/', forged)).status).toBe(200)
    const { url } = await linkFor(email)
    expect(url.origin).toBe(origin())
    const [mail] = await devMailsOf(email)
    expect(`${mail?.text}${mail?.html}`).not.toContain('evil.example')
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ])('AU-12 %j asks for no link and uses none', async (forged) => {
    const email = fresh()
    expect((await ask(email, '/', forged)).status).toBe(403)
    expect(await devMailsOf(email)).toEqual([])
    await ask(email)
    const { parts } = await linkFor(email)
    expect((await call(confirm, { method: 'POST', headers: { ...page(), ...forged }, body: parts })).status).toBe(403)
    expect((await press(parts)).status).toBe(200)
  })

  test('AU-09 a list of addresses is refused before anything is mailed', async () => {
    const refused = await ask('ada@example.com,eve@evil.example')
    expect(refused).toMatchObject({ status: 422, body: { error: { fields: { email: expect.any(String) } } } })
  })
})

describe('sessions', () => {
  test('AU-12 a call without a body need not say what type it is; one with a body must', async () => {
    const { 'content-type': _, ...headers } = await signedIn(await makeUser())
    const refused = { status: 403, body: { error: { code: 'not_json' } } }
    for (const body of [{ 'content-length': '2' }, { 'transfer-encoding': 'chunked' }]) {
      expect(await call(everywhere, { method: 'DELETE', headers: { ...headers, ...body } })).toMatchObject(refused)
    }
    const foreign = { ...headers, origin: 'https://evil.example' }
    expect((await call(everywhere, { method: 'DELETE', headers: foreign })).status).toBe(403)
    expect((await call(everywhere, { method: 'DELETE', headers })).status).toBe(204)
  })

  test('AU-07 the cookie is HttpOnly, SameSite=Lax, for the whole host; __Host- and Secure on https', async () => {
    const email = fresh()
    await ask(email)
    const local = await press((await linkFor(email)).parts)
    expect(local.headers.get('set-cookie')).toMatch(
      /^sluice\.session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    )
  })

  test('AU-07 over https the name carries __Host- and the cookie is Secure', async () => {
    const { sessionCookie } = await import('./cookie')
    for (const [name, value] of Object.entries(production)) vi.stubEnv(name, value)
    forgetEnv()
    expect(sessionCookie('token')).toMatch(
      /^__Host-sluice\.session=token; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(sessionCookie('token')).not.toMatch(/Domain/i)
  })

  test('AU-07 a session is stored by its hash alone', async () => {
    const cookie = await signInAs(fresh())
    const token = cookie.split('=')[1] ?? ''
    const rows = await db.select().from(sessions)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('AU-07 a cookie set beforehand is not taken over, and an older session of the browser ends', async () => {
    const planted = 'sluice.session=planted-by-an-attacker-0123456789012345678901'
    const email = fresh()
    const first = await signInAs(email, planted)
    expect(first).not.toBe(planted)
    expect((await call(me, { headers: { cookie: planted } })).status).toBe(401)
    const second = await signInAs(email, first)
    expect(second).not.toBe(first)
    expect((await call(me, { headers: { cookie: first } })).status).toBe(401)
    expect((await call(me, { headers: { cookie: second } })).status).toBe(200)
  })

  test('AU-07 after signing out the old cookie is dead on the server', async () => {
    const headers = await signedIn(await makeUser())
    const out = await call(signOut, { method: 'POST', headers })
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toMatch(/^sluice\.session=; Path=\/; Max-Age=0/)
    expect((await call(me, { headers })).status).toBe(401)
  })

  test('AU-07 sign out everywhere ends every session of this person and nobody else’s', async () => {
    const [user, other] = [await makeUser(), await makeUser()]
    const [one, two, theirs] = [await signedIn(user), await signedIn(user), await signedIn(other)]
    expect((await call(everywhere, { method: 'DELETE', headers: one })).status).toBe(204)
    expect((await call(me, { headers: one })).status).toBe(401)
    expect((await call(me, { headers: two })).status).toBe(401)
    expect((await call(me, { headers: theirs })).status).toBe(200)
  })

  test('AU-07 idle for 14 days ends it; use moves that end', async () => {
    const [left, used] = [await startSession((await makeUser()).id), await startSession((await makeUser()).id)]
    const at = (token: string, ms: number) => findSession(token, new Date(Date.now() + ms))
    expect(await at(used.token, idleMs - 60_000)).not.toBeNull()
    expect(await at(used.token, idleMs + 60_000)).not.toBeNull()
    expect(await at(left.token, idleMs + 60_000)).toBeNull()
  })

  test('AU-07 30 days end it however busy it was', async () => {
    const { token } = await startSession((await makeUser()).id)
    const start = Date.now()
    for (let day = 1; day < 30; day++)
      expect(await findSession(token, new Date(start + day * 86_400_000))).not.toBeNull()
    expect(await findSession(token, new Date(start + absoluteMs + 1000))).toBeNull()
  })

  test('AU-17 without AUTH_SECRET nobody gets a link, and the session check does not depend on it', async () => {
    vi.stubEnv('AUTH_SECRET', '')
    forgetEnv()
    const email = fresh()
    const asked = await ask(email)
    expect(asked.status).toBeGreaterThanOrEqual(500)
    expect(await devMailsOf(email)).toEqual([])
    expect((await call(me, {})).status).toBe(401)
  })

  test('AU-05 a removed member is out at the next request', async () => {
    const team = await makeTeam()
    expect((await membershipsOf(team.viewer.id)).length).toBe(1)
    const { removeMember } = await import('@/lib/teams/members')
    await removeMember({ teamId: team.id, actor: { kind: 'user', id: team.owner.id } }, team.viewer.id)
    expect(await membershipsOf(team.viewer.id)).toEqual([])
  })
})

describe('AU-10 limits', () => {
  test('AU-10 the sixth link of an address within 15 min is refused, and says how long', async () => {
    const email = fresh()
    for (let n = 0; n < 5; n++) expect((await ask(email)).status).toBe(200)
    const sixth = await ask(email)
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(sixth.body.error.message).toMatch(/Try again in \d+ min/)
    expect(await devMailsOf(email)).toHaveLength(5)
  })

  test('AU-10 the 21st link of a client within an hour is refused, other clients go on', async () => {
    const peer = { [peerHeader]: peerValue('198.51.100.77') }
    for (let n = 0; n < 20; n++) expect((await ask(fresh(), '/', peer)).status).toBe(200)
    expect((await ask(fresh(), '/', peer)).status).toBe(429)
    expect((await ask(fresh(), '/', { ...peer, 'x-forwarded-for': '1.2.3.4' })).status).toBe(429)
    expect((await ask(fresh())).status).toBe(200)
  })

  test('AU-10 with and without an account: same status, same body, similar time', async () => {
    const rounds = process.env.SLUICE_LONG ? 500 : 60
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let n = 0; n < rounds; n++) {
      const known = (await makeUser()).email
      const unknown = fresh()
      for (const [kind, email] of [
        ['known', known],
        ['unknown', unknown],
      ] as const) {
        const start = performance.now()
        const { status, body } = await ask(email)
        times[kind].push(performance.now() - start)
        expect({ status, body }).toEqual({ status: 200, body: { email } })
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(20)
  })
})

const production = {
  HOST: '0.0.0.0',
  APP_URL: 'https://sluice.example.com',
  AUTH_SECRET: 's'.repeat(40),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'Sluice <hello@example.com>',
  STRIPE_WEBHOOK_SECRETS: 'whsec_test',
}
