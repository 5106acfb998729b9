import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Refresher } from '@/components/account/refresher'
import { SkipLink } from '@/components/layout/skip-link'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import { env, isLocal } from '@/lib/env'
import { devMailsOf } from '@/lib/mail/queries'

export async function generateMetadata(): Promise<Metadata> {
  return isLocal(env()) ? { title: 'Local mailbox' } : notFound()
}

/** Mails of a Sluice without a mail server. Anywhere but on one's own machine it does not exist (AU-22). */
export default async function MailboxPage({ searchParams }: PageProps<'/dev/mailbox'>) {
  if (!isLocal(env())) notFound()
  const { to } = await searchParams
  const recipient = typeof to === 'string' ? to : ''
  const mails = await devMailsOf(recipient)

  return (
    <>
      <SkipLink />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl px-4 py-8">
        <PageHeader
          title="Local mailbox"
          description="No mail server is set (SMTP_URL), so mails wait here. Newest first."
        />
        <Banner tone="warn" title="Everyone who can open this machine’s Sluice can read these mails.">
          This page exists only while Sluice runs on a loopback address.
        </Banner>
        <form action="/dev/mailbox" className="my-6 flex items-end gap-3">
          <Field label="Only to" className="min-w-0 flex-1">
            <Input name="to" type="email" defaultValue={recipient} placeholder="everyone" />
          </Field>
          <Button type="submit">Show</Button>
        </form>
        {mails.length === 0 ? (
          <Card>
            <EmptyState title="No mails yet">Ask for a sign-in link: it appears here within two seconds.</EmptyState>
          </Card>
        ) : (
          <ol className="flex flex-col gap-4">
            {mails.map((mail) => (
              <li key={mail.id}>
                <Mail {...mail} />
              </li>
            ))}
          </ol>
        )}
        <Refresher />
      </main>
    </>
  )
}

type MailProps = { recipient: string; subject: string; text: string; createdAt: Date }

function Mail({ recipient, subject, text, createdAt }: MailProps) {
  return (
    <Card title={subject} description={`To ${recipient}`} actions={<Time value={createdAt.toISOString()} />}>
      <div className="whitespace-pre-wrap break-words">
        {text.split(/(https?:\/\/\S+)/).map((part, index) =>
          /^https?:\/\//.test(part) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
            <a key={index} href={part} className="wrap-anywhere text-accent-text underline">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </div>
    </Card>
  )
}
