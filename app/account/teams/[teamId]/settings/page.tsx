import { DeleteTeam } from '@/components/account/delete-team'
import { NameForm } from '@/components/account/name-form'
import { Card } from '@/components/ui/card'
import { NoAccess } from '@/components/ui/no-access'
import { PageHeader } from '@/components/ui/page-header'
import { requireTeam } from '@/lib/auth'
import { contentsOf } from '@/lib/sites/contents'
import { connectionsBySite, sitesOf } from '@/lib/sites/queries'
import { membersOf } from '@/lib/teams/members'
import { whoMay } from '@/lib/teams/queries'
import { can } from '@/lib/tenancy/roles'
import { titled } from '../titled'

export const generateMetadata = titled('Team settings')

export default async function TeamSettingsPage({ params }: PageProps<'/account/teams/[teamId]/settings'>) {
  const { teamId, teamName, role } = await requireTeam((await params).teamId)
  if (!can(role, 'members.manage')) {
    return (
      <>
        <PageHeader title="Settings" />
        <NoAccess title="Team settings are for owners and admins" askWho={await whoMay(teamId, 'members.manage')} />
      </>
    )
  }
  const [sites, members, connections] = await Promise.all([
    sitesOf(teamId),
    membersOf(teamId),
    connectionsBySite(teamId),
  ])
  const counts = {
    sites: sites.length,
    members: members.length,
    connections: [...connections.values()].flat().length,
    contents: await contentsOf(
      teamId,
      sites.map(({ id }) => id),
    ),
  }

  return (
    <>
      <PageHeader title="Settings" />
      <div className="flex flex-col gap-6">
        <Card title="Name">
          <NameForm label="Name of the team" value={teamName} path={`/teams/${teamId}`} />
        </Card>
        <Card title="Delete this team" description="Everything in it goes, for everyone. This cannot be undone.">
          {can(role, 'team.delete') ? (
            <DeleteTeam team={{ id: teamId, name: teamName }} counts={counts} />
          ) : (
            <p className="text-muted">Only owners can delete the team.</p>
          )}
        </Card>
      </div>
    </>
  )
}
