import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { requireTeam } from '@/lib/auth'
import { findConnection } from '@/lib/connections/queries'
import { isId } from '@/lib/tenancy/ids'

/** The reader and the connection of this address; foreign, missing and malformed ids are the same 404. */
export const requireConnection = cache(async (teamId: string, connectionId: string) => {
  const access = await requireTeam(teamId)
  const connection = isId(connectionId) ? await findConnection(access.teamId, connectionId) : null
  return connection ? { access, connection } : notFound()
})

/** The title of a connection's page; whoever may not see the connection gets that of the 404. */
export const titledConnection =
  (title: string) =>
  async ({ params }: { params: Promise<{ teamId: string; connectionId: string }> }): Promise<Metadata> => {
    const { teamId, connectionId } = await params
    await requireConnection(teamId, connectionId)
    return { title }
  }
