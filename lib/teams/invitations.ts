import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import type { TeamId, UserId } from '@/db/schema/columns'
import { invitations, type Role, teamMembers, teams, users } from '@/db/schema/index'
import { enterTeams } from '@/db/tenant'
import { type AuditActor, audit } from '@/lib/audit/index'
import { env } from '@/lib/env'
import { invitationLetter } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/send'
import { fail, ok, type Result } from '@/lib/result'
import { hashToken, randomToken } from '@/lib/secrets/tokens'
import { roleNow } from '@/lib/tenancy/role-now'
import { mayGive } from '@/lib/tenancy/roles'

/** AU-06. */
const validMs = 7 * 86_400_000

export interface Invitation {
  id: string
  email: string
  role: Role
  sentAt: Date
  expiresAt: Date
  invitedBy: string | null
}

export interface Inviter {
  teamId: TeamId
  role: Role
  actor: AuditActor & { label: string }
}

/** Invitations nobody has answered or taken back, the expired ones included, newest first. */
export async function openInvitations(teamId: TeamId): Promise<Invitation[]> {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      sentAt: invitations.sentAt,
      expiresAt: invitations.expiresAt,
      invitedBy: users.email,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(eq(invitations.teamId, teamId), open))
    .orderBy(desc(invitations.id))
}

const open = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

export type InviteRefusal = 'above_your_role' | 'already_member' | 'already_invited' | 'mail_failed'

/** Mails an invitation to one address. An admin cannot make an owner (AU-04). */
export async function invite(by: Inviter, email: string, role: Role): Promise<Result<Invitation, InviteRefusal>> {
  if (!mayGive(by.role, role)) return fail('above_your_role')
  if (await isMember(by.teamId, email)) return fail('already_member')
  if (await isInvited(by.teamId, email)) return fail('already_invited')

  const { token, ...times } = freshToken()
  const made = await db.transaction(async (tx) => {
    if (!(await mayStillGive(tx, by, role))) return null
    const invitedBy = by.actor.kind === 'user' ? (by.actor.id as UserId) : null
    const [row] = await tx
      .insert(invitations)
      .values({ teamId: by.teamId, email, role, invitedBy, ...times })
      .returning()
    if (!row) throw new Error('an invitation was not stored')
    await enterTeams(tx, [by.teamId])
    await audit(tx, { ...by, action: 'invitation.sent', subject: row.id, detail: { role } })
    return row
  })
  return made ? mailed(by, made, token) : fail('above_your_role')
}

/** Sends it again with a new link and seven new days; the old link ends. Expired ones may be sent again, too. */
export async function resend(by: Inviter, id: string): Promise<Result<Invitation, InviteRefusal | 'closed'>> {
  const { token, ...times } = freshToken()
  const made = await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.id, id), eq(invitations.teamId, by.teamId), open))
      .for('update')
    if (!row) return null
    if (!(await mayStillGive(tx, by, row.role))) return 'above_your_role'
    await tx.update(invitations).set(times).where(eq(invitations.id, id))
    await enterTeams(tx, [by.teamId])
    await audit(tx, { ...by, action: 'invitation.resent', subject: id })
    return { ...row, ...times }
  })
  if (!made) return fail('closed')
  return made === 'above_your_role' ? fail(made) : mailed(by, made, token)
}

/** Takes it back: the link stops at once. False when it was answered or taken back before. */
export async function revoke(by: Inviter, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx
      .update(invitations)
      .set({ revokedAt: new Date() })
      .where(and(eq(invitations.id, id), eq(invitations.teamId, by.teamId), open))
      .returning({ id: invitations.id })
    if (gone.length === 0) return false
    await enterTeams(tx, [by.teamId])
    await audit(tx, { ...by, action: 'invitation.revoked', subject: id })
    return true
  })
}

async function mayStillGive(tx: Tx, by: Inviter, role: Role) {
  const own = await roleNow(tx, by)
  return own !== null && mayGive(own, role)
}

function freshToken() {
  const token = randomToken()
  const now = Date.now()
  return { token, tokenHash: hashToken(token), sentAt: new Date(now), expiresAt: new Date(now + validMs) }
}

type Stored = { id: string; email: string; role: Role; sentAt: Date; expiresAt: Date }

async function mailed(by: Inviter, { id, email, role, sentAt, expiresAt }: Stored, token: string) {
  const [team] = await db.select({ name: teams.name }).from(teams).where(eq(teams.id, by.teamId))
  const link = new URL(`/invitations/${token}`, env().APP_URL).toString()
  const letter = invitationLetter({ team: team?.name ?? '', inviter: by.actor.label, role, address: email, link })
  try {
    await sendMail({ to: email, ...letter })
  } catch {
    return fail('mail_failed' as const)
  }
  return ok({ id, email, role, sentAt, expiresAt, invitedBy: by.actor.label })
}

async function isMember(teamId: TeamId, email: string) {
  const found = await db
    .select({ id: users.id })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), eq(users.email, email)))
  return found.length > 0
}

async function isInvited(teamId: TeamId, email: string) {
  const found = await db
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(eq(invitations.teamId, teamId), eq(invitations.email, email), open, gt(invitations.expiresAt, new Date())),
    )
  return found.length > 0
}
