import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireSite } from '@/lib/auth'
import { eventStory } from '@/lib/events/story'
import { isId } from '@/lib/tenancy/ids'

/** The reader and the event of this address; foreign, missing, malformed and another site's ids are the same 404. */
export const requireEvent = cache(async (siteId: string, eventId: string) => {
  const access = await requireSite(siteId)
  const story = isId(eventId) ? await eventStory(access.teamId, eventId) : null
  return story && story.siteId === access.siteId ? { access, story } : notFound()
})
