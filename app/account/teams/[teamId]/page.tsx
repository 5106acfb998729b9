import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireTeam } from '@/lib/auth'

/** A team's address opens its sites. */
export default async function TeamPage({ params }: PageProps<'/account/teams/[teamId]'>) {
  const { teamId } = await requireTeam((await params).teamId)
  redirect(`/account/teams/${teamId}/sites` as Route)
}
