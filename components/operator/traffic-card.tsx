import { Card } from '@/components/ui/card'
import { DescriptionList } from '@/components/ui/description-list'
import type { Traffic } from '@/lib/operator/traffic'

/** What came in and went through in the last minutes, over all processes. */
export function TrafficCard({ traffic }: { traffic: Traffic }) {
  const { minutes, received, unavailable, applied, byStatus, receiveP95, lagP95 } = traffic
  const perSecond = (count: number) =>
    `${count.toLocaleString('en')} (${(count / minutes / 60).toLocaleString('en', { maximumFractionDigits: 1 })} a second)`
  return (
    <Card title="Traffic" description={`The last ${minutes} whole minutes, over all processes.`}>
      <DescriptionList
        items={[
          { term: 'Webhooks received', value: <Figure>{perSecond(received)}</Figure> },
          { term: 'Answered “try again”', value: <Figure>{unavailable.toLocaleString('en')}</Figure> },
          {
            term: 'Events applied',
            value: (
              <Figure>
                {perSecond(applied)}
                {byStatus.length > 1
                  ? `: ${byStatus.map(({ status, count }) => `${count.toLocaleString('en')} ${status.replaceAll('_', ' ')}`).join(', ')}`
                  : ''}
              </Figure>
            ),
          },
          { term: 'Answered within', value: <Figure>{withinWords(receiveP95, 'five seconds')}</Figure> },
          { term: 'Applied within', value: <Figure>{withinWords(lagP95, 'five minutes')}</Figure> },
        ]}
        className="-my-2.5"
      />
    </Card>
  )
}

const Figure = ({ children }: { children: React.ReactNode }) => <span className="tabular">{children}</span>

/** Times are counted in steps, so what is known is the end of one. */
function withinWords(seconds: number | null, longest: string): string {
  if (seconds === null) return 'Nothing to tell yet'
  if (seconds === Number.POSITIVE_INFINITY) return `longer than ${longest} for more than one in twenty`
  const words = seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds} s`
  return `${words}, 95 of 100`
}
