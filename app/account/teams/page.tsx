import { Plus, Users } from 'lucide-react'
import type { Metadata } from 'next'
import { NameDialog } from '@/components/account/name-dialog'
import { NameForm } from '@/components/account/name-form'
import { Shell } from '@/components/account/shell'
import { SignOutButton } from '@/components/account/sign-out-button'
import { connectHrefAsking, connectQueryOf } from '@/components/connections/words'
import { Badge } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { requireUser, type User } from '@/lib/auth'
import { type Membership, membershipsOf } from '@/lib/tenancy/memberships'
import { can, roleLabel } from '@/lib/tenancy/roles'

export const metadata: Metadata = { title: 'Teams' }

/** Every team of this person; with `?install=stripe` the first step of installing without a team in hand. */
export default async function TeamsPage({ searchParams }: PageProps<'/account/teams'>) {
  const user = await requireUser()
  const query = await searchParams
  const asked = query.install === 'stripe' ? connectQueryOf(query) : null
  const teams = await membershipsOf(user.id)

  return (
    <Shell user={user}>
      <PageHeader
        title="Teams"
        description="A team holds sites, members and Stripe accounts."
        actions={<CreateTeam primary={teams.length === 0} />}
      />
      {asked ? (
        <div className="mb-4">
          <Banner title="Which team should the Stripe account belong to?">Pick it, and we go on to Stripe.</Banner>
        </div>
      ) : null}
      <Card flush>
        {teams.length > 0 ? (
          <TeamList teams={teams} asked={asked} />
        ) : (
          <EmptyState icon={<Users aria-hidden />} title="You are in no team">
            Create one, or ask someone to invite {user.email}.
          </EmptyState>
        )}
      </Card>
      <Account user={user} />
    </Shell>
  )
}

function CreateTeam({ primary }: { primary: boolean }) {
  return (
    <NameDialog
      title="Create a team"
      description="It starts with one site, Main, and with you as its owner."
      label="Name of the team"
      act="Create team"
      done="Team created."
      method="POST"
      path="/teams"
      goTo="/account/teams/{id}/sites"
      trigger={
        <Button variant={primary ? 'primary' : 'secondary'}>
          <Plus aria-hidden />
          Create team
        </Button>
      }
    />
  )
}

type TeamListProps = {
  teams: Membership[]
  /** While installing: what the link that began it had asked for. */
  asked: URLSearchParams | null
}

function TeamList({ teams, asked }: TeamListProps) {
  const installing = asked !== null
  return (
    <ul>
      {teams.map(({ teamId, teamName, role }) => {
        const mayInstall = can(role, 'connections.manage')
        // The deep link, not a route of ours to draw: it redirects to Stripe.
        const to = asked ? connectHrefAsking(teamId, asked) : `/account/teams/${teamId}/sites`
        return (
          <li key={teamId} className="flex items-center gap-3 border-line border-t px-5 py-3 first:border-t-0">
            <div className="min-w-0 flex-1">
              {installing && mayInstall ? (
                <a href={to} className="block truncate rounded-sm font-medium hover:underline">
                  {teamName}
                </a>
              ) : installing ? (
                <span className="block truncate text-muted">{teamName}</span>
              ) : (
                <Link href={to} className="block truncate rounded-sm font-medium hover:underline">
                  {teamName}
                </Link>
              )}
              {installing && !mayInstall ? (
                <p className="text-muted text-sm">Connecting Stripe is for owners and admins.</p>
              ) : null}
            </div>
            <Badge>{roleLabel[role]}</Badge>
          </li>
        )
      })}
    </ul>
  )
}

function Account({ user }: { user: User }) {
  return (
    <Card
      title="Your account"
      description={user.email}
      className="mt-8"
      actions={<SignOutButton everywhere />}
      footer="“Sign out everywhere” ends every session of yours on every device, this one included."
    >
      <NameForm label="Your name" hint="What others in your teams see." value={user.name ?? ''} path="/me" clearable />
    </Card>
  )
}
