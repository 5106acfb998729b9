'use client'

import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import type { Tone } from '@/components/ui/tone'
import { flowReasons } from '@/lib/flows/reasons'
import type { RunDetailJson } from '@/lib/flows/runs/json'
import type { ReasonText } from '@/lib/reasons'
import { isolated } from '@/lib/text/isolated'
import { CancelRun, RetryRun } from './run-acts'
import { RunWhen } from './run-when'

type RunBannerProps = {
  run: RunDetailJson
  /** Null where there is nothing to open any more. */
  hrefs: { event: string; person: string | null; flow: string | null }
  mayManage: boolean
  onAsked: () => unknown
}

/** Where a run stands in one sentence, why, and what can be done about it. */
export function RunBanner({ run, hrefs, mayManage, onAsked }: RunBannerProps) {
  const { state, reason, says } = run
  const text = reason ? textOf(reason) : null
  const way = text ? wayOn(text, run, hrefs) : null
  return (
    <Banner
      tone={tones[state]}
      title={<Sentence run={run} />}
      action={
        <span className="flex flex-wrap gap-2">
          {way && text ? (
            <LinkButton size="sm" href={way}>
              {text.action.label}
            </LinkButton>
          ) : null}
          {mayManage && state === 'failed' ? <RetryRun id={run.id} onAsked={onAsked} /> : null}
          {mayManage && state === 'open' ? <CancelRun id={run.id} onAsked={onAsked} /> : null}
        </span>
      }
    >
      {text ? <p>{text.explanation}</p> : null}
      {says ? <p className="wrap-anywhere mt-1">{isolated(says)}</p> : null}
      {state === 'failed' && run.step ? (
        <p className="wrap-anywhere mt-1">Step: {isolated(run.step.sentence)}</p>
      ) : null}
    </Banner>
  )
}

/** Those of flows alone: the whole catalogue weighs more than this page. One of a later version has no words here. */
const textOf = (reason: string) => (flowReasons as Record<string, ReasonText>)[reason] ?? null

function wayOn({ action }: ReasonText, run: RunDetailJson, { event, person, flow }: RunBannerProps['hrefs']) {
  if (action.does === 'show_event') return event
  if (action.does === 'show_subscriber') return person
  if (action.does === 'open_flow') return flow
  if (action.does === 'open_step') return flow && (run.step ? `${flow}#step-${run.step.id}` : flow)
  return null
}

const tones: Record<RunDetailJson['state'], Tone> = {
  open: 'info',
  done: 'good',
  left: 'neutral',
  skipped: 'neutral',
  cancelled: 'neutral',
  failed: 'bad',
}

function Sentence({ run }: { run: RunDetailJson }) {
  const { state, title, being_done, step, waits_until } = run
  const at = step ? isolated(step.sentence) : 'the first step'
  if (state === 'open') {
    if (being_done) return `Being done now: ${at}.`
    return (
      <>
        {waits_until ? `${at}. ` : title ? `${title}. ` : `Next: ${at}. `}
        <RunWhen run={run} />
      </>
    )
  }
  if (state === 'done') return 'Done: it went through to the end.'
  if (state === 'failed') return `Failed: ${title ?? 'a step did not work'}.`
  if (state === 'left') return `Left early: ${title ?? 'it was no longer needed'}.`
  if (state === 'skipped') return `Did not enter: ${title ?? 'it was left out'}.`
  return `Cancelled: ${title ?? 'somebody ended it'}.`
}
