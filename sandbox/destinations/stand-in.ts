import type { Asked, Reply } from '../http'
import { behave, blindReply, type Fault, type Misbehaviour, nextFault } from './faults'

/** One event as the receiver counts it: a repeat of the same key is not a second one. */
export type Arrived = { key: string; name: string; email: string | null; data: Record<string, unknown> }

/** What is the same at every stand-in, so that tests can ask each the same questions. */
export type StandIn = {
  /** For the form: `right` is let in, `wrong` is not. `url` is where the stand-ins answer. */
  settings(url: string): { right: Record<string, unknown>; wrong: Record<string, unknown> }
  arrived: Arrived[]
  /** Every call, also those refused. */
  calls: Asked[]
  /** Why something was refused, in the stand-in's words. */
  complaints: string[]
  /** Address → what is known of the person. */
  contacts(): Map<string, Contact>
  misbehave(fault: Fault, options?: { times?: number; retryAfter?: string }): void
  /** Null: not its address. */
  handle(asked: Asked): Reply | null
}

export type Contact = { fields: Record<string, unknown>; unsubscribed: boolean; tags?: string[] }

type Rules = Pick<StandIn, 'settings' | 'contacts'> & {
  isOurs(asked: Asked): boolean
  /** `partial`: refuse the first of the items although it is good. */
  answer(asked: Asked, log: Log, partial: boolean): Reply
}

export type Log = Pick<StandIn, 'arrived' | 'complaints'>

/** Rules become a stand-in that remembers and can be told to misbehave. */
export function standIn({ settings, contacts, isOurs, answer }: Rules): StandIn {
  const state: { misbehaviour: Misbehaviour } = { misbehaviour: behave }
  const calls: Asked[] = []
  const log: Log = { arrived: [], complaints: [] }
  return {
    settings,
    contacts,
    calls,
    ...log,
    misbehave(fault, { times = Number.POSITIVE_INFINITY, retryAfter } = {}) {
      state.misbehaviour = { fault, times: fault === 'none' ? 0 : times, retryAfter: retryAfter ?? null }
    },
    handle(asked) {
      if (!isOurs(asked)) return null
      calls.push(asked)
      const misbehaviour = nextFault(state)
      const blind = blindReply(misbehaviour, asked)
      if (blind) return blind
      const reply = answer(asked, log, misbehaviour.fault === 'partial')
      return misbehaviour.fault === 'drop' ? 'reset' : reply
    },
  }
}
