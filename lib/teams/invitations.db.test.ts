import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { POST as resendRoute } from '@/app/api/v1/invitations/[id]/resend/route'
import { DELETE as revokeInvitation } from '@/app/api/v1/invitations/[id]/route'
import { POST as acceptRoute } from '@/app/api/v1/invitations/accept/route'
import { POST as inviteRoute } from '@/app/api/v1/invitations/route'
import { db } from '@/db/client'
import { invitations, users } from '@/db/schema/index'
import { useTestDatabase } from '@/db/testing'
import { call, makeTeam, makeUser, signedIn } from '@/lib/auth/testing'
import { sluice } from '@/lib/connections/actor'
import { devMailsOf } from '@/lib/mail/queries'
import { accept } from './accept'
import { membersOf } from './members'
import { deleteTeam } from './mutations'

useTestDatabase()

type Team = Awaited<ReturnType<typeof makeTeam>>
type Person = { id: Team['owner']['id'] }

const roleOf = async (team: Team, who: Person) =>
  (await membersOf(team.id)).find((member) => member.id === who.id)?.role

describe('AU-06 invitations', () => {
  async function invited(email: string) {
    const team = await makeTeam()
    const headers = await signedIn(team.owner)
    const { body } = await call(inviteRoute, {
      method: 'POST',
      headers,
      body: { team_id: team.id, email, role: 'marketer' },
    })
    return { team, headers, id: String(body.id), token: await tokenFor(email) }
  }
  const tokenFor = async (email: string) =>
    /invitations\/([\w-]+)/.exec((await devMailsOf(email))[0]?.text ?? '')?.[1] ?? ''
  const acceptAs = async (who: Person, token: string) =>
    call(acceptRoute, { method: 'POST', headers: await signedIn(who), body: { token } })

  test('AU-06 it is accepted once, by the address it was sent to, with its role', async () => {
    const mia = await makeUser('mia@example.com')
    const { team, token } = await invited('mia@example.com')
    expect(await acceptAs(mia, token)).toMatchObject({ status: 200, body: { team_id: team.id, role: 'marketer' } })
    expect(await roleOf(team, mia)).toBe('marketer')
    expect(await acceptAs(mia, token)).toMatchObject({ status: 410, body: { error: { code: 'reused' } } })
  })

  test('AU-06 forwarded to somebody else it is refused, and stays open', async () => {
    const [jon, eve] = [await makeUser('jon@example.com'), await makeUser('eve@evil.example')]
    const { team, token } = await invited('jon@example.com')
    expect(await acceptAs(eve, token)).toMatchObject({ status: 403, body: { error: { code: 'wrong_address' } } })
    expect(await roleOf(team, eve)).toBeUndefined()
    expect((await acceptAs(jon, token)).status).toBe(200)
  })

  test('AU-06 after seven days it has expired; sent again it works, and the earlier link is dead', async () => {
    const kim = await makeUser('kim@example.com')
    const { headers, id, token } = await invited('kim@example.com')
    const [row] = await db.select().from(invitations).where(eq(invitations.id, id))
    expect(row!.expiresAt.getTime() - Date.now()).toBeGreaterThan(6.99 * 86_400_000)
    await db
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(invitations.id, id))
    expect(await acceptAs(kim, token)).toMatchObject({ status: 410, body: { error: { code: 'expired' } } })
    expect((await call(resendRoute, { method: 'POST', headers, params: { id } })).status).toBe(200)
    expect(await acceptAs(kim, token)).toMatchObject({ status: 404, body: { error: { code: 'unknown' } } })
    expect((await acceptAs(kim, await tokenFor('kim@example.com'))).status).toBe(200)
  })

  test('AU-06 taken back it is refused', async () => {
    const lea = await makeUser('lea@example.com')
    const { headers, id, token } = await invited('lea@example.com')
    expect((await call(revokeInvitation, { method: 'DELETE', headers, params: { id } })).status).toBe(204)
    expect(await acceptAs(lea, token)).toMatchObject({ status: 410, body: { error: { code: 'revoked' } } })
    expect((await call(resendRoute, { method: 'POST', headers, params: { id } })).status).toBe(409)
  })

  test('AU-06 accepted twice at once it counts once; the token is stored hashed', async () => {
    const max = await makeUser('max@example.com')
    const { token } = await invited('max@example.com')
    const results = await Promise.all([acceptAs(max, token), acceptAs(max, token)])
    expect(results.map(({ status }) => status).sort()).toEqual([200, 410])
    expect(JSON.stringify(await db.select().from(invitations))).not.toContain(token)
  })

  test('AU-06 accepted while the team is being deleted, nobody is left in it', async () => {
    const ivy = await makeUser('ivy@example.com')
    const { team, token } = await invited('ivy@example.com')
    const doing: Promise<unknown>[] = []
    // The answer is used up and waits for its person's row, which the new seat points to.
    await db.transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.id, ivy.id)).for('update')
      doing.push(accept(token, ivy))
      await expect.poll(waitingForALock).toBe(1)
      doing.push(deleteTeam({ teamId: team.id, actor: sluice }))
      await expect.poll(waitingForALock).toBe(2)
    })
    await Promise.all(doing)
    expect(await membersOf(team.id)).toEqual([])
  })

  test('a member or an address with an open invitation is not invited twice', async () => {
    const { team, headers } = await invited('nia@example.com')
    const body = { team_id: team.id, role: 'viewer' }
    const again = await call(inviteRoute, { method: 'POST', headers, body: { ...body, email: 'Nia@Example.com ' } })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'already_invited' } } })
    const member = await call(inviteRoute, { method: 'POST', headers, body: { ...body, email: team.viewer.email } })
    expect(member).toMatchObject({ status: 409, body: { error: { code: 'already_member' } } })
  })
})

async function waitingForALock() {
  const { rows } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rows.length
}
