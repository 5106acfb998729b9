import { FileQuestion } from 'lucide-react'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { EmptyState } from '@/components/ui/empty-state'
import { Reference } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { requestIdHeader } from '@/security-headers'

export const metadata: Metadata = { title: 'Not found' }

/** What does not exist and what is not yours look the same, on purpose. */
export default async function NotFoundOnSite() {
  const requestId = (await headers()).get(requestIdHeader)
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<FileQuestion aria-hidden />}
        title="There is nothing here"
        action={<LinkButton href="/">Go to your site</LinkButton>}
      >
        The page does not exist, or it belongs to a team you are not in.
      </EmptyState>
      {requestId ? <Reference id={requestId} /> : null}
    </>
  )
}
