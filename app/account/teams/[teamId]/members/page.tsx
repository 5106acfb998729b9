import { InvitationActions } from '@/components/account/invitation-actions'
import { InviteForm } from '@/components/account/invite-form'
import { LeaveTeam, MemberActions } from '@/components/account/member-actions'
import { RoleGuide } from '@/components/account/role-guide'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { requireTeam, type TeamAccess } from '@/lib/auth'
import { type Invitation, openInvitations } from '@/lib/teams/invitations'
import { type Member, membersOf } from '@/lib/teams/members'
import { atLeast, can, mayGive, roleLabel, roleSentence, rolesInOrder } from '@/lib/tenancy/roles'
import { titled } from '../titled'

export const generateMetadata = titled('Members')

export default async function MembersPage({ params }: PageProps<'/account/teams/[teamId]/members'>) {
  const access = await requireTeam((await params).teamId)
  const manages = can(access.role, 'members.manage')
  const [members, invitations] = await Promise.all([
    membersOf(access.teamId),
    manages ? openInvitations(access.teamId) : [],
  ])
  const options = rolesInOrder
    .filter((role) => mayGive(access.role, role))
    .map((role) => ({ value: role, label: roleLabel[role], hint: roleSentence(role) }))

  return (
    <>
      <PageHeader title="Members" description="Who belongs to the team, and what each may do." />
      <div className="flex flex-col gap-6">
        {manages ? (
          <Card title="Invite someone" description="They get a mail with a link that works once, for 7 days.">
            <InviteForm teamId={access.teamId} options={options} />
          </Card>
        ) : null}
        <MemberTable members={members} access={access} options={options} />
        {invitations.length > 0 ? <InvitationTable invitations={invitations} /> : null}
        <RoleGuide />
      </div>
    </>
  )
}

type MemberTableProps = {
  members: Member[]
  access: TeamAccess
  options: { value: string; label: string; hint: string }[]
}

function MemberTable({ members, access, options }: MemberTableProps) {
  const owners = members.filter((member) => member.role === 'owner').length
  return (
    <Table
      label={`Members of ${access.teamName}`}
      head={
        <Tr>
          <Th>Member</Th>
          <Th>Since</Th>
          <Th className="text-end">Role</Th>
        </Tr>
      }
    >
      {members.map((member) => {
        const isMe = member.id === access.user.id
        const lastOwner = member.role === 'owner' && owners === 1
        const mayChange = !isMe && can(access.role, 'members.manage') && atLeast(access.role, member.role)
        const seat = { id: member.id, shown: member.name ?? member.email, role: member.role }
        return (
          <Tr key={member.id}>
            <Td>
              <span className="font-medium">{member.name ?? member.email}</span>
              {isMe ? <span className="text-muted"> (you)</span> : null}
              {member.name ? <span className="block wrap-anywhere text-muted text-sm">{member.email}</span> : null}
            </Td>
            <Td label="Since">
              <Time value={member.joinedAt.toISOString()} />
            </Td>
            <Td numeric>
              {mayChange ? (
                <MemberActions teamId={access.teamId} member={seat} options={options} />
              ) : (
                <span className="inline-flex items-center gap-2">
                  <Badge>{roleLabel[member.role]}</Badge>
                  {isMe && !lastOwner ? <LeaveTeam team={{ id: access.teamId, name: access.teamName }} /> : null}
                </span>
              )}
            </Td>
          </Tr>
        )
      })}
    </Table>
  )
}

function InvitationTable({ invitations }: { invitations: Invitation[] }) {
  const now = new Date()
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className="mb-2 font-semibold text-lg">
        Open invitations
      </h2>
      <Table
        label="Open invitations"
        head={
          <Tr>
            <Th>Address</Th>
            <Th>Role</Th>
            <Th>State</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </Tr>
        }
      >
        {invitations.map((invitation) => (
          <Tr key={invitation.id}>
            <Td>
              <span className="wrap-anywhere font-medium">{invitation.email}</span>
            </Td>
            <Td label="Role">{roleLabel[invitation.role]}</Td>
            <Td label="State">
              {invitation.expiresAt > now ? (
                <span>
                  Sent <Time value={invitation.sentAt.toISOString()} />
                </span>
              ) : (
                <Badge tone="warn">Expired</Badge>
              )}
            </Td>
            <Td numeric>
              <InvitationActions id={invitation.id} email={invitation.email} />
            </Td>
          </Tr>
        ))}
      </Table>
    </section>
  )
}
