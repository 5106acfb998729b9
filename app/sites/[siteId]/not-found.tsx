import { FileQuestion } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** What does not exist and what is not yours look the same, on purpose. */
export default function NotFoundOnSite() {
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
    </>
  )
}
