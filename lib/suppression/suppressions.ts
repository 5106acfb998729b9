import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { type SuppressionReason, suppressions } from '@/db/schema/flows'
import { parseMailbox } from '@/lib/mail/mailbox'
import { emailKeyOf } from '@/lib/subscribers/party'

/** An address on a site and mode, as written. */
export interface AddressPlace {
  teamId: TeamId
  siteId: SiteId
  livemode: boolean
  email: string
}

/** Why an address gets no mail of a site's flows; null when it does. Asked right before a mail is sent (FL-08). */
export async function isSuppressed(tx: Tx, place: AddressPlace): Promise<SuppressionReason | null> {
  const rows = await tx.select({ reason: suppressions.reason }).from(suppressions).where(isAt(place))
  return (rows.find(({ reason }) => reason === 'unsubscribed') ?? rows[0])?.reason ?? null
}

/** In force with the commit. A person's own word stays what it is when their address bounces later. */
export async function suppress(tx: Tx, place: AddressPlace, reason: SuppressionReason, says: string | null = null) {
  const { teamId, siteId, livemode, email } = place
  await tx
    .insert(suppressions)
    .values({ teamId, siteId, livemode, emailKey: mailboxKeyOf(email), reason, says })
    .onConflictDoUpdate({
      target: [suppressions.teamId, suppressions.siteId, suppressions.livemode, suppressions.emailKey],
      set: { reason, says, createdAt: sql`now()` },
      ...(reason === 'unsubscribed' ? {} : { setWhere: ne(suppressions.reason, 'unsubscribed') }),
    })
}

/** Takes back their own word. What else stands in the way stays: an address nobody has, or one that somebody of the team stopped. */
export async function liftUnsubscribed(tx: Tx, place: AddressPlace): Promise<void> {
  await tx.delete(suppressions).where(and(isAt(place), eq(suppressions.reason, 'unsubscribed')))
}

/** The address gets mail again. */
export async function lift(tx: Tx, place: AddressPlace): Promise<void> {
  await tx.delete(suppressions).where(isAt(place))
}

const isAt = ({ teamId, siteId, livemode, email }: AddressPlace) =>
  and(
    eq(suppressions.teamId, teamId),
    eq(suppressions.siteId, siteId),
    eq(suppressions.livemode, livemode),
    inArray(suppressions.emailKey, [emailKeyOf(email), mailboxKeyOf(email)]),
  )

/** The address a mail would go to: full-width letters, for one, name the same mailbox as plain ones. */
const mailboxKeyOf = (email: string) => parseMailbox(email) ?? emailKeyOf(email)
