import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { connectProblems, isConnectProblem } from '@/lib/connections/connect-problems'
import { connectHrefAsking, connectQueryOf } from './words'

type NoticeProps = {
  teamId: string
  /** Of the page: which problem, and what had been asked for. */
  query: Record<string, unknown>
}

/** How the last trip to Stripe ended, when nothing came of it. Anything but our own words is ignored. */
export function Notice({ teamId, query }: NoticeProps) {
  const problem = query.notice
  if (!isConnectProblem(problem)) return null
  const { title, text } = connectProblems[problem]
  return (
    <Banner
      tone={problem === 'cancelled' ? 'info' : 'warn'}
      title={title}
      action={
        <LinkButton outside size="sm" href={connectHrefAsking(teamId, connectQueryOf(query))}>
          Try again
        </LinkButton>
      }
    >
      {text}
    </Banner>
  )
}
