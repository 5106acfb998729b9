import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { connectProblems, isConnectProblem } from '@/lib/connections/connect-problems'
import { connectHref } from './words'

type NoticeProps = { problem: unknown; teamId: string }

/** How the last trip to Stripe ended, when nothing came of it. Anything but our own words is ignored. */
export function Notice({ problem, teamId }: NoticeProps) {
  if (!isConnectProblem(problem)) return null
  const { title, text } = connectProblems[problem]
  return (
    <Banner
      tone={problem === 'cancelled' ? 'info' : 'warn'}
      title={title}
      action={
        <LinkButton outside size="sm" href={connectHref(teamId)}>
          Try again
        </LinkButton>
      }
    >
      {text}
    </Banner>
  )
}
