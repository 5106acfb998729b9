import { sql } from 'drizzle-orm'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import UnsubscribePage from '@/app/(auth)/unsubscribe/[token]/page'
import { GET, POST } from '@/app/api/unsubscribe/[token]/route'
import { newId, type SiteId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { useTestDatabase } from '@/db/testing'
import { forgetEnv } from '@/lib/env'
import { applyAll, connectedTeam, type Place, rowsOf } from '@/lib/lane/testing'
import { charge, customer, postAll, stripeEvent } from '@/lib/lane/testing-stripe'
import { changeByHand } from '@/lib/subscribers/change-by-hand'
import { customerKey } from '@/lib/subscribers/party'
import { recipientIn, tokenOf, unsubscribeLinks } from './link'
import { isSuppressed, lift, suppress } from './suppressions'
import type { Recipient } from './unsubscribe'

useTestDatabase()

beforeAll(() => {
  vi.stubEnv('APP_URL', 'http://localhost:3000')
  forgetEnv()
})
afterAll(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

let place: Place
let ada: Recipient
let token: string

beforeEach(async () => {
  place = await connectedTeam()
  await postAll([stripeEvent(place, 'customer.created', customer('cus_ada', 'Ada@example.com'))])
  await applyAll()
  const { teamId, siteId, connectionId } = place
  ada = { teamId, siteId, livemode: true, partyKey: customerKey(connectionId, 'cus_ada'), email: 'Ada@example.com' }
  token = tokenOf(ada)
})

const address = (given: string) => `http://localhost:3000/api/unsubscribe/${encodeURIComponent(given)}`
const contextOf = (given: string) => ({ params: Promise.resolve({ token: given }) })

const posted = (body: BodyInit | undefined, given = token) =>
  POST(new Request(address(given), { method: 'POST', ...(body === undefined ? {} : { body }) }), contextOf(given))
const pressed = (wants: string, given = token) => posted(new URLSearchParams({ wants }), given)

async function page(given = token, again?: string) {
  const searchParams = Promise.resolve(again ? { again } : {})
  return renderToStaticMarkup(await UnsubscribePage({ ...contextOf(given), searchParams }))
}

const suppressed = (email = ada.email, livemode = true) =>
  withTeams(ada.teamId, (tx) => isSuppressed(tx, { ...ada, email, livemode }))

const unsubscribedInDatabase = async () => {
  await applyAll()
  return (await rowsOf<{ at: Date | null }>(place, sql`select unsubscribed_at as at from subscribers`))[0]?.at !== null
}

test('FL-08 one click in a mail program unsubscribes: at once for mails, within a moment for everybody else', async () => {
  const answer = await posted(new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))
  expect([answer.status, answer.redirected, answer.headers.get('location')]).toEqual([200, false, null])
  expect(await suppressed(' ada@EXAMPLE.com')).toBe('unsubscribed')
  expect(await suppressed(ada.email, false)).toBeNull()
  expect(await unsubscribedInDatabase()).toBe(true)
})

test('FL-08 who unsubscribes as a guest stays so as a customer whose address changes', async () => {
  const guest = { ...ada, partyKey: 'mail:ada@example.com' }
  await postAll([stripeEvent(place, 'charge.succeeded', charge('ch_guest', 900), 1)])
  await applyAll()
  await pressed('none', tokenOf(guest))
  const moved = customer('cus_ada', 'ada@new.example')
  await postAll([
    stripeEvent(place, 'customer.updated', moved, 2, {
      data: { object: moved, previous_attributes: { email: 'Ada@example.com' } },
    }),
  ])
  await applyAll()
  const people = () =>
    rowsOf(
      place,
      sql`select email, unsubscribed_at is not null as out from subscribers where merged_into is null order by email`,
    )
  expect(await people()).toEqual([
    { email: 'ada@example.com', out: true },
    { email: 'ada@new.example', out: true },
  ])
})

test.each([
  ['multipart', () => Object.assign(new FormData(), {})],
  ['nothing', () => undefined],
  ['a large body', () => 'x'.repeat(100_000)],
])('a mail program that posts %s is understood too', async (_, body) => {
  expect((await posted(body())).status).toBe(200)
  expect(await suppressed()).toBe('unsubscribed')
})

test('the page names site and address, and what looks at it changes nothing; its button does, and takes it back', async () => {
  const before = await page()
  expect(before).toContain('<strong class="wrap-anywhere font-medium text-ink">Main</strong>')
  expect(before).toContain('A•••@example.com')
  expect(before).not.toContain('Ada@example.com')
  expect(before).toMatch(/<form action="\/api\/unsubscribe\/[\w-]+" method="post">/)
  const opened = await GET(new Request(address(token)), contextOf(token))
  expect([opened.status, opened.headers.get('location')]).toEqual([303, `/unsubscribe/${token}`])
  expect(await suppressed()).toBeNull()
  expect(await rowsOf(place, sql`select 1 from inbox where type = 'command.edit'`)).toEqual([])

  expect((await pressed('none')).headers.get('location')).toBe(`/unsubscribe/${token}`)
  expect(await page()).toContain('You are unsubscribed')
  expect(await unsubscribedInDatabase()).toBe(true)

  expect((await pressed('again')).headers.get('location')).toBe(`/unsubscribe/${token}?again=1`)
  expect(await page(token, '1')).toContain('You get mails again.')
  expect([await suppressed(), await unsubscribedInDatabase()]).toEqual([null, false])
})

test('who is unsubscribed by another address of theirs is told so by the link, and can take it back', async () => {
  await pressed('none')
  expect(await unsubscribedInDatabase()).toBe(true)
  const other = tokenOf({ ...ada, email: 'ada@before.example' })
  expect(await page(other)).toContain('You are unsubscribed')
  await pressed('again', other)
  expect(await page(other, '1')).toContain('You get mails again.')
  expect(await unsubscribedInDatabase()).toBe(false)
  expect(await page(other)).toContain('Stop mails from')
})

test('FL-08 subscribing again by the link lifts no bounce, and by hand it does', async () => {
  const to = (id: string, unsubscribed: boolean) => changeByHand(ada.teamId, id, { unsubscribed }, { kind: 'system' })
  await withTeams(ada.teamId, (tx) => suppress(tx, ada, 'bounced'))
  await pressed('again')
  expect(await suppressed()).toBe('bounced')
  const [person] = await rowsOf<{ id: string }>(place, sql`select id from subscribers`)
  await to(person?.id ?? expect.unreachable(), false)
  expect(await suppressed()).toBeNull()
})

test('FL-08 an address in other letters that a mail server reads as the same mailbox is the same one', async () => {
  const wide = { ...ada, email: 'ａｄａ＠example.com' }
  await withTeams(ada.teamId, (tx) => suppress(tx, wide, 'unsubscribed'))
  expect([await suppressed(), await suppressed(wide.email), await suppressed('al@example.com')]).toEqual([
    'unsubscribed',
    'unsubscribed',
    null,
  ])
  await withTeams(ada.teamId, (tx) => lift(tx, ada))
  expect(await suppressed(wide.email)).toBeNull()
})

test('a link that was changed, cut or made up is a calm page, and does nothing', async () => {
  const flipped = `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`
  for (const wrong of [flipped, token.slice(0, -4), `${token}A`, 'x', '../..', 'A'.repeat(5_000), `${token}=`]) {
    expect(recipientIn(wrong)).toBeNull()
    expect(await page(wrong)).toContain('This link does not work')
    expect((await posted('List-Unsubscribe=One-Click', wrong)).status).toBe(404)
    expect((await pressed('none', wrong)).headers.get('location')).toMatch(/^\/unsubscribe\//)
  }
  expect(await suppressed()).toBeNull()
})

test('FL-08 links in mails that were sent outlive every secret that is exchanged', async () => {
  const key = (id: string, fill: number) => `${id}:${Buffer.alloc(32, fill).toString('base64')}`
  const today = process.env.ENCRYPTION_KEYS ?? expect.unreachable()
  const set = (name: 'AUTH_SECRET' | 'ENCRYPTION_KEYS', value: string) => {
    vi.stubEnv(name, value)
    forgetEnv()
  }
  set('AUTH_SECRET', 'another secret of the tests, as long')
  expect(recipientIn(token)).toEqual(ada)
  set('ENCRYPTION_KEYS', `${key('new', 1)},${today}`)
  expect(recipientIn(token)).toEqual(ada)
  expect((await posted('List-Unsubscribe=One-Click', token)).status).toBe(200)
  expect(await suppressed()).toBe('unsubscribed')
  const later = tokenOf(ada)
  expect([later === token, recipientIn(later)]).toEqual([false, ada])
  set('ENCRYPTION_KEYS', key('other', 2))
  expect([recipientIn(token), recipientIn(later)]).toEqual([null, null])
  set('ENCRYPTION_KEYS', today)
})

test('a link says nothing to who reads it in a log, is the same in every mail, and fits a header', () => {
  const { page: link, oneClick } = unsubscribeLinks(ada)
  expect(unsubscribeLinks(ada).page).toBe(link)
  expect(link).toMatch(/^http:\/\/localhost:3000\/unsubscribe\/[\w-]+$/)
  expect(oneClick).toMatch(/^http:\/\/localhost:3000\/api\/unsubscribe\/[\w-]+$/)
  const bytes = Buffer.from(token, 'base64url').toString('latin1')
  for (const secret of ['ada', ada.teamId, 'cus_']) expect(bytes.toLowerCase()).not.toContain(secret)
  expect(oneClick.length).toBeLessThan(500)
  expect(recipientIn(token)).toEqual(ada)
  expect(tokenOf({ ...ada, email: 'b@example.com' }).slice(0, 16)).not.toBe(token.slice(0, 16))
})

test('a link of a site that is gone is a calm page', async () => {
  const gone = tokenOf({ ...ada, siteId: newId() as SiteId })
  expect(await page(gone)).toContain('This link does not work')
  expect((await posted(undefined, gone)).status).toBe(404)
})

test('a person who presses for ever is told to wait, and nobody else is', async () => {
  const statuses = []
  for (let n = 0; n < 21; n++) statuses.push((await posted(undefined)).status)
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200))
  expect(statuses[20]).toBe(429)
  const other = tokenOf({ ...ada, email: 'al@example.com', partyKey: 'mail:al@example.com' })
  expect((await posted(undefined, other)).status).toBe(200)
})

test('a person’s own word stays when their address bounces, and is lifted as one', async () => {
  await withTeams(ada.teamId, async (tx) => {
    await suppress(tx, ada, 'bounced', '550 no such user')
    await suppress(tx, ada, 'unsubscribed')
    await suppress(tx, ada, 'bounced')
  })
  expect(await suppressed()).toBe('unsubscribed')
  await withTeams(ada.teamId, (tx) => lift(tx, ada))
  expect(await suppressed()).toBeNull()
})
