import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { users } from '@/db/schema/auth'
import type { SiteId, TeamId, UserId } from '@/db/schema/columns'
import { withTeams } from '@/db/tenant'
import { audit } from '@/lib/audit'
import type { Actor } from '@/lib/connections/actor'
import { trySend } from '@/lib/mail/try-send'
import { fail, ok } from '@/lib/result'
import { unsubscribeLinks } from '@/lib/suppression/link'
import type { StepOf } from './definition'
import { renderDraft } from './mail/render-draft'
import type { PastEvent } from './past-event'
import { variablesOf } from './variables'

export interface Tester {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
  actor: Actor
}

/** `says`: what is wrong with the text, or the mail server's own words. */
export type NotSent = { ok: false; reason: 'text' | 'mail_server'; says: string }

/**
 * Sends a step's mail as it would be for an event, to the person who asks and to nobody else, marked as a test. The link at its foot
 * unsubscribes whoever holds the mail: the one who asked, not the person the event is about.
 */
export async function sendTestMail(
  by: Tester,
  flowId: string,
  step: StepOf<'email'>,
  past: PastEvent,
): Promise<{ ok: true; value: string } | NotSent> {
  const to = await addressOf(by.actor)
  const links = unsubscribeLinks({ ...by, email: to, partyKey: `mail:${to}` })
  const sender = { siteName: past.siteName, unsubscribeUrl: links.page }
  const mail = await renderDraft(step, variablesOf(past), sender)
  if (!mail.ok) return { ...fail('text'), says: mail.says }
  const { subject, html, text, fromName, replyTo } = mail.value
  const sent = await trySend({ to, subject: `[Test] ${subject}`, html, text, fromName, replyTo: replyTo ?? undefined })
  if (sent.status !== 'sent') return { ...fail('mail_server'), says: sent.says }
  const { teamId, actor } = by
  await withTeams(teamId, (tx) =>
    audit(tx, { teamId, actor, action: 'flow.mail_tested', subject: flowId, detail: { step: step.id } }),
  )
  return ok(to)
}

async function addressOf({ kind, id }: Actor): Promise<string> {
  const [user] = await db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, id as UserId))
  if (kind !== 'user' || !user) throw new Error('only people have an address')
  return user.email
}
