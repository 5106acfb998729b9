import type { Metadata } from 'next'
import { AcceptInvitation } from '@/components/account/accept-invitation'
import { SignOutButton } from '@/components/account/sign-out-button'
import { AuthShell } from '@/components/layout/auth-shell'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { currentUser, type User } from '@/lib/auth'
import { type FoundInvitation, readInvitation } from '@/lib/teams/accept'
import { joinSentence } from '@/lib/tenancy/roles'

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' }

/** AU-06: each case has its own text. */
const problems = {
  unknown: 'This invitation does not exist. A newer mail may have replaced it.',
  reused: 'This invitation was already used. Each works once.',
  revoked: 'This invitation was taken back. Ask the team for a new one.',
  expired: 'This invitation has expired. Ask the team to send it again.',
}

export default async function InvitationPage({ params }: PageProps<'/invitations/[token]'>) {
  const { token } = await params
  const [{ problem, invitation }, user] = await Promise.all([readInvitation(token), currentUser()])
  if (problem || !invitation) {
    return (
      <AuthShell title="This invitation does not work">
        <div className="flex flex-col gap-4">
          <Banner tone="warn" title={problems[problem ?? 'unknown']} />
          <LinkButton href="/account/teams">Show your teams</LinkButton>
        </div>
      </AuthShell>
    )
  }
  return (
    <AuthShell title={`Join ${invitation.team}`} description={<Offer invitation={invitation} />}>
      <Answer token={token} invitation={invitation} user={user} />
    </AuthShell>
  )
}

function Offer({ invitation: { team, role, inviter } }: { invitation: FoundInvitation }) {
  return (
    <>
      {inviter ?? 'Someone'} invites you to <strong className="font-medium text-ink">{team}</strong>.{' '}
      {joinSentence(role)}
    </>
  )
}

function Answer({ token, invitation, user }: { token: string; invitation: FoundInvitation; user: User | null }) {
  const here = `/invitations/${token}`
  const signIn = `/sign-in?${new URLSearchParams({ next: here, email: invitation.email })}`
  if (!user) {
    return (
      <LinkButton href={signIn} variant="primary" className="w-full">
        Sign in to answer
      </LinkButton>
    )
  }
  if (user.email !== invitation.email) {
    return (
      <div className="flex flex-col gap-4">
        <Banner tone="warn" title="This invitation is for another address.">
          It was sent to {invitation.email}; you are signed in as {user.email}.
        </Banner>
        <SignOutButton to={signIn}>Sign in with the other address</SignOutButton>
      </div>
    )
  }
  return <AcceptInvitation token={token} team={invitation.team} />
}
