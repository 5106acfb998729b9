import { Plus } from 'lucide-react'
import { NameDialog } from '@/components/account/name-dialog'
import { SiteActions } from '@/components/account/site-actions'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { requireTeam } from '@/lib/auth'
import { contentsOf } from '@/lib/sites/contents'
import { connectionsBySite, sitesOf } from '@/lib/sites/queries'
import { can } from '@/lib/tenancy/roles'
import { titled } from '../titled'

export const generateMetadata = titled('Sites')

export default async function SitesPage({ params }: PageProps<'/account/teams/[teamId]/sites'>) {
  const { teamId, teamName, role } = await requireTeam((await params).teamId)
  const [sites, connections] = await Promise.all([sitesOf(teamId), connectionsBySite(teamId)])
  const manages = can(role, 'sites.manage')
  // Only what can be deleted now is counted: no account points to it, and it is not the last.
  const free = manages && sites.length > 1 ? sites.filter((site) => !connections.has(site.id)) : []
  const contents = new Map(await Promise.all(free.map(async ({ id }) => [id, await contentsOf(teamId, [id])] as const)))

  return (
    <>
      <PageHeader
        title="Sites"
        description="Events land on a site; subscribers belong to it."
        actions={manages ? <CreateSite teamId={teamId} /> : undefined}
      />
      <Table
        label={`Sites of ${teamName}`}
        head={
          <Tr>
            <Th>Site</Th>
            <Th>Stripe accounts</Th>
            <Th>Created</Th>
            {manages ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </Tr>
        }
      >
        {sites.map((site) => {
          const names = connections.get(site.id) ?? []
          return (
            <Tr key={site.id}>
              <Td>
                <Link href={`/sites/${site.id}`} className="font-medium hover:underline">
                  {site.name}
                </Link>
              </Td>
              <Td label="Stripe accounts">
                {names.length > 0 ? list.format(names) : <span className="text-muted">None yet</span>}
              </Td>
              <Td label="Created">
                <Time value={site.createdAt.toISOString()} />
              </Td>
              {manages ? (
                <Td numeric>
                  <SiteActions
                    teamId={teamId}
                    site={{ id: site.id, name: site.name }}
                    connections={names}
                    onlySite={sites.length === 1}
                    contents={contents.get(site.id) ?? { events: 0, subscribers: 0, flows: 0 }}
                  />
                </Td>
              ) : null}
            </Tr>
          )
        })}
      </Table>
    </>
  )
}

const list = new Intl.ListFormat('en')

function CreateSite({ teamId }: { teamId: string }) {
  return (
    <NameDialog
      title="Create a site"
      description="One for each product or brand whose people you keep apart."
      label="Name of the site"
      act="Create site"
      done="Site created."
      method="POST"
      path="/sites"
      body={{ team_id: teamId }}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          Create site
        </Button>
      }
    />
  )
}
