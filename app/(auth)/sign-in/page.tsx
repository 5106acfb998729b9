import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/account/sign-in-form'
import { currentUser, safePath } from '@/lib/auth'
import { env, isLocal } from '@/lib/env'
import { parseMailbox } from '@/lib/mail/mailbox'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const asked = await searchParams
  const next = safePath(asked.next)
  if (await currentUser()) redirect(next as Route)
  const mailbox = isLocal(env()) && !env().SMTP_URL

  return <SignInForm next={next} email={parseMailbox(asked.email) ?? ''} mailbox={mailbox} />
}
