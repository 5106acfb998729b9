'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { api } from '@/components/api'
import { AuthShell } from '@/components/layout/auth-shell'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { problemOf } from './use-change'
import { useHydrated } from './use-hydrated'

type SignInFormProps = {
  /** Where to go after signing in: a path of ours. */
  next: string
  email?: string
  /** Shown while no mail server is set: where the mail can be read. */
  mailbox?: boolean
}

/** Asks for an address, mails a link, then says where to look. The answer never tells whether an account exists. */
export function SignInForm({ next, email: given = '', mailbox }: SignInFormProps) {
  const [email, setEmail] = useState(given)
  const hydrated = useHydrated()
  const ask = useMutation({
    mutationFn: () => api<{ email: string }>('POST', '/api/auth/sign-in', { email, next }),
  })

  if (ask.data) {
    const again = () => ask.mutateAsync().catch(() => undefined)
    return <Sent email={ask.data.email} again={again} error={ask.error} change={ask.reset} mailbox={mailbox} />
  }
  return (
    <AuthShell
      title="Sign in to Sluice"
      description="We mail you a link; there is no password. New here? The same link makes your account."
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <Field label="E-mail address" error={problemOf(ask.error, 'email')} name="email">
          <Input
            type="email"
            autoComplete="email"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Button disabled={!hydrated} type="submit" variant="primary" busy={ask.isPending}>
          {ask.isPending ? 'Sending…' : 'Send me a link'}
        </Button>
      </form>
    </AuthShell>
  )
}

const waitSeconds = 30

type SentProps = {
  email: string
  again: () => Promise<unknown>
  error: Error | null
  change: () => void
  mailbox?: boolean | undefined
}

function Sent({ email, again, error, change, mailbox }: SentProps) {
  const [left, setLeft] = useState(waitSeconds)
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])

  return (
    <AuthShell
      title="Check your inbox"
      description={
        <p role="status">
          We sent a link to <strong className="wrap-anywhere font-medium text-ink">{email}</strong>. It works once, for
          10 min, in any browser.
        </p>
      }
    >
      <div className="flex flex-col gap-4">
        {error ? <Banner tone="bad" title={error.message} /> : null}
        {mailbox ? (
          <div className="flex flex-col gap-2">
            <p className="text-muted text-sm">No mail server is set here, so mails wait on this machine.</p>
            <LinkButton variant="primary" href={`/dev/mailbox?to=${encodeURIComponent(email)}`}>
              Open the local mailbox
            </LinkButton>
          </div>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={left > 0}
            onClick={async () => {
              await again()
              setLeft(waitSeconds)
            }}
          >
            {left > 0 ? `Send again in ${left} s` : 'Send again'}
          </Button>
          <Button variant="ghost" onClick={change}>
            Use another address
          </Button>
        </div>
      </div>
    </AuthShell>
  )
}
