import { type Reason, reasonText } from '@/lib/reasons'
import type { SubscriberJson } from '@/lib/subscribers/json'
import { isolated } from '@/lib/text/isolated'
import { meets } from './conditions'
import type { FlowDefinition, Step, StepOf } from './definition'
import type { TriedStepJson, TryJson } from './try-json'
import { type Trial, type Tried, tryStep } from './try-step'
import { variablesOf } from './variables'
import { placeAfter, stepIn } from './walk'
import { notMetSentence, stepSentence } from './words'

export type { Trial } from './try-step'

/**
 * The way a person would take through a flow, and what each step would do. Nothing is sent, written or waited for. The steps are told
 * even where the person would not enter, so that the mails can be read.
 */
export async function tryFlow(definition: FlowDefinition, trial: Trial): Promise<TryJson> {
  const { event, subscriber, isSample, eventId } = trial
  const way = subscriber
    ? await walkThrough(definition, trial, subscriber)
    : { steps: [], ends: 'Nobody would go through it.' }
  return {
    event: {
      id: eventId,
      type: event.type,
      name: event.name,
      occurred_at: event.occurred_at,
      email: subscriber?.email ?? event.subscriber.email,
      is_sample: isSample,
    },
    ...entry(definition, trial),
    ...way,
  }
}

function entry({ trigger }: FlowDefinition, trial: Trial): Pick<TryJson, 'enters' | 'reason' | 'title' | 'says'> {
  if (!trial.subscriber) return { enters: false, ...because('no_subscriber'), says: null }
  const verdict = meets(trigger.filters, variablesOf(trial))
  if (verdict.met) return { enters: true, reason: null, title: null, says: null }
  const says = notMetSentence(verdict.failed, verdict.why, trial.lookUps)
  return { enters: false, ...because('filter_not_met'), says }
}

/** Steps change the person for those behind them, as they do in a run; what comes from outside meanwhile does not come. */
async function walkThrough(
  definition: FlowDefinition,
  trial: Trial,
  subscriber: SubscriberJson,
): Promise<Pick<TryJson, 'steps' | 'ends'>> {
  const steps: TriedStepJson[] = []
  let person = subscriber
  let after: string | null = null
  for (;;) {
    const now = { ...trial, subscriber: person }
    const place = placeAfter(definition, after, (when) => meets(when, variablesOf(now)).met)
    for (const { branch, path } of place.decided) {
      const step = stepIn(definition, branch)
      if (step?.kind === 'branch') steps.push(toldBranch(step, path, trial))
    }
    if (!place.step || place.step.kind === 'end') return { steps, ends: 'It ends here.' }
    const tried = await tryStep(place.step, now)
    steps.push(toldStep(place.step, tried, trial))
    if (tried.outcome === 'would_fail') return { steps, ends: 'It stops here until somebody mends the step.' }
    person = tried.subscriber ?? person
    after = place.step.id
  }
}

function toldStep(step: Step, tried: Tried, { lookUps }: Trial): TriedStepJson {
  const { subscriber: _, reason, says, ...told } = tried
  const { id, kind } = step
  return { step_id: id, kind, sentence: stepSentence(step, lookUps), ...because(reason), says: says ?? null, ...told }
}

function toldBranch(step: StepOf<'branch'>, taken: string | null, { lookUps }: Trial): TriedStepJson {
  const nth = step.paths.findIndex(({ id }) => id === taken)
  const name = step.paths[nth]?.name.trim() || `path ${nth + 1}`
  return {
    step_id: step.id,
    kind: step.kind,
    sentence: stepSentence(step, lookUps),
    outcome: 'path',
    ...because(undefined),
    says: nth < 0 ? 'None of the paths fits, so it goes on with “otherwise”.' : `It takes “${isolated(name)}”.`,
    path: taken,
  }
}

const because = (reason: Reason | undefined) => ({
  reason: reason ?? null,
  title: reason ? reasonText(reason).title : null,
})
