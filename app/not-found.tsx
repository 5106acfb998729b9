import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { SoloPage } from '@/components/layout/solo-page'
import { Reference } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { requestIdHeader } from '@/security-headers'

export const metadata: Metadata = { title: 'Not found' }

/** For addresses that lead nowhere and for things of other teams alike: the answer must not tell them apart. */
export default async function NotFound() {
  const requestId = (await headers()).get(requestIdHeader)
  return (
    <SoloPage>
      <p className="tabular font-medium text-faint">404</p>
      <h1 className="mt-1 font-semibold text-2xl">There is nothing here</h1>
      <p className="mt-2 text-balance text-muted">
        The address is wrong, what it showed is gone, or it belongs to a team you are not in.
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">
        <LinkButton href="/account/teams">Teams and sites</LinkButton>
        <LinkButton href="/" variant="primary">
          Go to your site
        </LinkButton>
      </div>
      {requestId ? <Reference id={requestId} className="mt-8" /> : null}
    </SoloPage>
  )
}
