import { inMode } from '@/components/layout/mode'
import { Link } from '@/components/ui/link'
import { NoValue } from '@/components/ui/money'
import { Status } from '@/components/ui/status'
import { Td, Tr } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import type { RunJson } from '@/lib/flows/runs/json'
import { isolated } from '@/lib/text/isolated'
import { runLook, whoWords } from './flow-words'
import { RetryRun } from './run-acts'
import { RunWhen } from './run-when'

type RunLineProps = { run: RunJson; siteId: string; ofFlows: boolean; mayManage: boolean }

/** One run: whom it is about, how far it is and why, and the way to try it again. */
export function RunLine({ run, siteId, ofFlows, mayManage }: RunLineProps) {
  const { status, word } = runLook(run)
  const flow = `/sites/${siteId}/flows/${run.flow_id}`
  const mode = run.livemode ? 'live' : 'test'
  const who = whoWords(run.subscriber)
  return (
    <Tr>
      <Td className="min-w-40">
        <Link href={inMode(`${flow}/runs/${run.id}`, mode)} className="row-link wrap-anywhere" prefetch={false}>
          {who}
        </Link>
        {run.subscriber?.name ? (
          <span className="wrap-anywhere block text-faint text-sm">{isolated(run.subscriber.email)}</span>
        ) : null}
      </Td>
      {ofFlows ? (
        <Td label="Flow" className="wrap-anywhere">
          {isolated(run.flow.name)}
        </Td>
      ) : null}
      <Td label="State" className={ofFlows ? 'w-[28%]' : 'w-[36%]'}>
        <span className="block min-w-0">
          <Status status={status} className="flex text-sm">
            {word}
          </Status>
          <span className="wrap-anywhere block text-muted text-sm">
            {run.title && run.state !== 'done' ? `${run.title}. ${run.says ? `${isolated(run.says)} ` : ''}` : null}
            <RunWhen run={run} />
          </span>
        </span>
      </Td>
      <Td label="Step" className="wrap-anywhere text-sm">
        {run.step ? isolated(run.step.sentence) : <NoValue />}
      </Td>
      <Td label="Since" numeric className="text-muted">
        <Time value={run.created_at} />
      </Td>
      {mayManage ? (
        <Td className="text-end">{run.state === 'failed' ? <RetryRun id={run.id} of={who} /> : null}</Td>
      ) : null}
    </Tr>
  )
}
