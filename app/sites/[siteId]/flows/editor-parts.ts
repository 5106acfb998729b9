import type { EventOption } from '@/components/flows/editor-context'
import type { FeedingConnection } from '@/components/flows/fed-by'
import type { SiteAccess } from '@/lib/auth'
import { eventGroups, everyEvent } from '@/lib/catalogue'
import { readEventSettings } from '@/lib/connections/event-settings'
import { listConnections } from '@/lib/connections/queries'

/** The events a flow can start by: those about somebody. */
export const eventOptions: readonly EventOption[] = everyEvent
  .filter(({ person, group }) => person && group !== 'connection')
  .map(({ type, name, label, why, group, advanced }) => ({ type, name, label, why, group, advanced }))

export const optionGroups = eventGroups.filter(({ id }) => id !== 'connection')

/** The connections of a site and mode, each with the types that its event settings keep from starting flows. */
export async function feedingConnections(
  teamId: SiteAccess['teamId'],
  siteId: string,
  livemode: boolean,
): Promise<FeedingConnection[]> {
  const { rows } = await listConnections(teamId, { siteId }, { limit: 50 })
  const own = rows.filter((view) => view.livemode === livemode)
  return Promise.all(
    own.map(async (view) => {
      const settings = (await readEventSettings(teamId, view.id))?.data ?? []
      return {
        view,
        off: settings.filter(({ on }) => !on).map(({ type }) => type),
        noFlows: settings.filter(({ on, trigger_flows }) => on && !trigger_flows).map(({ type }) => type),
      }
    }),
  )
}
