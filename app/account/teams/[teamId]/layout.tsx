import { Shell } from '@/components/account/shell'
import { requireTeam } from '@/lib/auth'

/** The frame of a team's pages. Each page asks for its own access again: a layout is not rendered for every request. */
export default async function TeamLayout({ children, params }: LayoutProps<'/account/teams/[teamId]'>) {
  const { teamId, teamName, role, user } = await requireTeam((await params).teamId)
  return (
    <Shell user={user} team={{ id: teamId, name: teamName, role }}>
      {children}
    </Shell>
  )
}
