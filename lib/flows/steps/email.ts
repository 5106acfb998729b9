import { withTeams } from '@/db/tenant'
import { env } from '@/lib/env'
import { trySend } from '@/lib/mail/try-send'
import { unsubscribeLinks } from '@/lib/suppression/link'
import { isSuppressed, suppress } from '@/lib/suppression/suppressions'
import { inTurn } from '../mail/in-turn'
import { Places } from '../mail/places'
import { type RenderedMail, renderMail } from '../mail/render-mail'
import { variablesOf } from '../variables'
import { defineStep, type RunContext, type StepOutcome } from './step'

/** A mail server takes few connections of one client at a time, and one that hangs must not hold every run there is. */
const places = new Places(5, 30_000)

/** Sends the run's person a mail, unless they want none. */
export const email = defineStep({
  kind: 'email',
  callsOut: false,

  async run(step, context) {
    const recipient = recipientOf(context)
    const links = unsubscribeLinks(recipient)
    const siteName = context.site.name
    const variables = variablesOf({ ...context, siteName })
    const mail = await inTurn(() => renderMail(step, variables, { siteName, unsubscribeUrl: links.page }))
    if (!mail.ok) return { status: 'failed', reason: mail.reason, says: mail.says }

    const sent = await places.in(async (): Promise<StepOutcome> => {
      // The last look before the mail is handed over (FL-08).
      const unwanted = await whyUnwanted(context)
      if (unwanted) return { status: 'skipped', reason: unwanted }
      return send(mail.value, messageIdOf(context.runId, step.id), links.oneClick, context)
    })
    return sent ?? { status: 'try-again', reason: 'mail_server_down', says: 'Many mails wait for the mail server.' }
  },
})

async function send(
  mail: RenderedMail,
  messageId: string,
  oneClick: string,
  context: RunContext,
): Promise<StepOutcome> {
  const { subject, html, text, fromName, replyTo } = mail
  const recipient = recipientOf(context)
  const to = recipient.email
  const headers = { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  const sent = await trySend({ to, subject, html, text, fromName, replyTo: replyTo ?? undefined, messageId, headers })
  const detail = { to, subject, message_id: messageId }
  switch (sent.status) {
    case 'sent':
      return { status: 'done', detail }
    case 'try_again':
      return { status: 'try-again', reason: 'mail_server_down', says: sent.says, detail }
    case 'refused':
      if (sent.isBounce) await withTeams(context.teamId, (tx) => suppress(tx, recipient, 'bounced', sent.says))
      return { status: 'failed', reason: 'mail_refused', says: sent.says, detail }
  }
}

async function whyUnwanted(context: RunContext) {
  const suppressed = await withTeams(context.teamId, (tx) => isSuppressed(tx, recipientOf(context)))
  if (suppressed === 'unsubscribed' || context.subscriber.unsubscribed_at !== null) return 'unsubscribed'
  return suppressed ? 'suppressed' : null
}

const recipientOf = ({ teamId, siteId, livemode, partyKey, subscriber }: RunContext) => ({
  teamId,
  siteId,
  livemode,
  partyKey,
  email: subscriber.email,
})

/** The same at every attempt: a mailbox that got it twice, because we died before we wrote that down, can tell. */
const messageIdOf = (runId: string, stepId: string) => `<${runId}.${stepId}@${new URL(env().APP_URL).hostname}>`
