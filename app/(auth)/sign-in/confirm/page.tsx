import type { Metadata } from 'next'
import { ConfirmButton } from '@/components/account/confirm-button'
import { SignInForm } from '@/components/account/sign-in-form'
import { AuthShell } from '@/components/layout/auth-shell'
import { Banner } from '@/components/ui/banner'
import { safePath } from '@/lib/auth'
import { type LinkState, readLink } from '@/lib/auth/links'
import { env, isLocal } from '@/lib/env'

export const metadata: Metadata = { title: 'Confirm sign-in', referrer: 'no-referrer' }

const problems: Record<Exclude<LinkState, 'good'>, string> = {
  expired: 'This link has expired. Links work for 10 minutes.',
  used: 'This link was already used. Each link works once.',
  broken: 'This link is not complete. Open it from the mail once more, or ask for a new one.',
}

/** What a mailed link opens. Looking at it uses nothing up, however often a scanner looks; the button does (AU-08). */
export default async function ConfirmPage({ searchParams }: PageProps<'/sign-in/confirm'>) {
  const { token, email, next } = await searchParams
  const { state, link } = await readLink({ token, email, next })
  if (link && state === 'good') {
    return (
      <AuthShell title="Sign in" description={<Address email={link.email} />}>
        <ConfirmButton link={{ token: String(token), email: link.email, next: link.next }} />
      </AuthShell>
    )
  }
  const mailbox = isLocal(env()) && !env().SMTP_URL
  return (
    <AuthShell title="Ask for a new link">
      <div className="flex flex-col gap-5">
        <Banner tone="warn" title={problems[state === 'good' ? 'broken' : state]} />
        <SignInForm next={safePath(link?.next)} email={link?.email ?? ''} mailbox={mailbox} />
      </div>
    </AuthShell>
  )
}

function Address({ email }: { email: string }) {
  return (
    <>
      You are signing in to Sluice as <strong className="wrap-anywhere font-medium text-ink">{email}</strong>.
    </>
  )
}
