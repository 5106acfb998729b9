export type SluiceState = 'live' | 'quiet' | 'paused' | 'disconnected' | 'broken' | 'absent'

export type SluiceStep = {
  id: string
  /** What it is: "Stripe account". */
  label: string
  /** Which one: "Acme Inc.". */
  sublabel: string
  /** What passed or waits here. */
  count?: number | undefined
  /** Of what: "events in 24 h". */
  unit?: string | undefined
  /** What became of them: "74 became events · 30 switched off". */
  detail?: string | undefined
  /** `none` draws a basin instead of a gate: a place where water only stands or passes. */
  gate: 'open' | 'shut' | 'none'
  href?: string | undefined
  state: SluiceState
}

/** Water in one reach: moving, there but calm, standing before a shut gate, or none. */
export type Level = 'flow' | 'still' | 'held' | 'dry'

/**
 * The water before each step and behind the last: one more than there are steps. A reach shows what the next step that
 * exists says of itself, so paused flows do not seem to stop destinations, which hear from the site directly; a quiet
 * step behind a shut gate lies dry.
 */
export function levels(steps: readonly SluiceStep[]): Level[] {
  const before = steps.map((_, place) => {
    const next = steps.slice(place).find((step) => step.state !== 'absent')
    if (!next) return 'dry'
    // A gate that leads nowhere yet counts too: no water stands before an account that is not connected.
    const shutAbove = steps.slice(0, steps.indexOf(next)).some(blocks)
    if (blocks(next)) return shutAbove ? 'dry' : 'held'
    if (next.state === 'live') return 'flow'
    return shutAbove ? 'dry' : 'still'
  })
  return [...before, behind(steps)]
}

/** True when nothing gets through a step. */
export function blocks(step: SluiceStep): boolean {
  return step.gate === 'shut' || ['paused', 'disconnected', 'broken'].includes(step.state)
}

function behind(steps: readonly SluiceStep[]): Level {
  const last = steps.at(-1)
  if (!last || last.state === 'absent' || blocks(last)) return 'dry'
  if (last.state === 'live') return 'flow'
  return steps.some(blocks) ? 'dry' : 'still'
}
