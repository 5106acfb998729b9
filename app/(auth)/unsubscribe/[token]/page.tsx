import type { Metadata } from 'next'
import { AuthShell } from '@/components/layout/auth-shell'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { type LinkPage, readUnsubscribeLink } from '@/lib/suppression/by-link'
import { orUnavailable } from '@/lib/tenancy/unavailable'
import { isolated } from '@/lib/text/isolated'

export const metadata: Metadata = { title: 'Unsubscribe', referrer: 'no-referrer' }

/** What the link in a mail opens, for people who have no account here. Looking changes nothing; the button does, also without scripts. */
export default async function UnsubscribePage({ params, searchParams }: PageProps<'/unsubscribe/[token]'>) {
  const [{ token }, { again }] = await Promise.all([params, searchParams])
  const link = await orUnavailable(readUnsubscribeLink(token, again === '1'))
  if (!link)
    return (
      <AuthShell
        title="This link does not work"
        description="Open it from the mail once more: it may have been cut off."
      />
    )
  return link.isUnsubscribed ? (
    <AuthShell title="You are unsubscribed" description={<Sentence link={link} before="No more mails from" />}>
      <Ask token={token} wants="again" label="Subscribe again" />
    </AuthShell>
  ) : (
    <AuthShell title="Unsubscribe" description={<Sentence link={link} before="Stop mails from" />}>
      <div className="flex flex-col gap-4">
        {again === '1' ? <Banner tone="good" title="You get mails again." /> : null}
        <Ask token={token} wants="none" label="Unsubscribe" />
      </div>
    </AuthShell>
  )
}

function Sentence({ link: { site, address }, before }: { link: LinkPage; before: string }) {
  return (
    <>
      {before} <strong className="wrap-anywhere font-medium text-ink">{isolated(site)}</strong> to{' '}
      <strong className="wrap-anywhere font-medium text-ink">{isolated(address)}</strong>.
    </>
  )
}

function Ask({ token, wants, label }: { token: string; wants: 'none' | 'again'; label: string }) {
  return (
    <form method="post" action={`/api/unsubscribe/${token}`}>
      <input type="hidden" name="wants" value={wants} />
      <Button type="submit" variant={wants === 'none' ? 'primary' : undefined} className="w-full">
        {label}
      </Button>
    </form>
  )
}
