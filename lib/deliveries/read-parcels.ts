import { and, eq, inArray } from 'drizzle-orm'
import { deliveries } from '@/db/schema/deliveries'
import { parties } from '@/db/schema/subscribers'
import { withTeams } from '@/db/tenant'
import type { DeliveredEvent, Delivery } from '@/lib/destinations/destination'
import type { Claim, Claimed } from './claim'
import { contactsOf } from './contacts'

/** One claimed delivery with all a receiver may be told. */
export interface Parcel extends Claimed {
  delivery: Delivery
  /** The receiver knows all of the contact already. */
  isToldAlready: boolean
}

/** The event as it was when it was queued, the person as they are now. */
export function readParcels({ teamId, destination, deliveries: claimed }: Claim): Promise<Parcel[]> {
  return withTeams(teamId, async (tx) => {
    const ids = claimed.map((one) => one.id)
    const rows = await tx
      .select({
        id: deliveries.id,
        messageId: deliveries.messageId,
        what: deliveries.what,
        event: deliveries.event,
        captured: deliveries.captured,
        subscriberId: parties.subscriberId,
      })
      .from(deliveries)
      .leftJoin(
        parties,
        and(
          eq(parties.teamId, deliveries.teamId),
          eq(parties.key, deliveries.partyKey),
          eq(parties.siteId, deliveries.siteId),
          eq(parties.livemode, deliveries.livemode),
        ),
      )
      .where(and(eq(deliveries.teamId, teamId), inArray(deliveries.id, ids)))
    const contacts = await contactsOf(
      tx,
      teamId,
      destination.id,
      rows.flatMap((row) => row.subscriberId ?? []),
    )
    const byId = new Map(rows.map((row) => [row.id, row]))
    return claimed.flatMap((one) => {
      const row = byId.get(one.id)
      if (!row) return []
      const known = row.subscriberId ? contacts.get(row.subscriberId) : undefined
      const event = row.event as unknown as DeliveredEvent
      const delivery = {
        id: row.messageId,
        what: row.what,
        event,
        contact: known?.contact ?? null,
        captured: row.captured,
      }
      return [{ ...one, delivery, isToldAlready: known?.isToldAlready ?? false }]
    })
  })
}
