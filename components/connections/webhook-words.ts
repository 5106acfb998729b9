import type { StatusName } from '@/components/ui/status'
import type { ConnectionStatus } from '@/lib/connections/view'
import type { WebhookEventJson } from '@/lib/inbox/json'
import { webhookReasonText } from '@/lib/inbox/reasons'
import { isEnded } from './ended-strip'
import { connectionHref } from './words'

/** What the catalogue says about a type. */
export interface TypeWords {
  label: string
  why: string
  /** Starts switched off: noisy, or a twin of one that is on. */
  off: boolean
}

/** Whose webhooks these are, and how it stands now. */
export interface Place {
  teamId: string
  status: ConnectionStatus
}

/** The status as the list says it: what was set aside by a pause or a disconnect is called by that. */
export function statusOf({ status, reason }: WebhookEventJson): { status: StatusName; said?: string } {
  if (status === 'ignored' && (reason === 'paused' || reason === 'disconnected')) return { status: reason }
  if (reason === 'confirmed_disconnect') return { status, said: 'Processed: confirmed the disconnect' }
  return { status }
}

export interface Why {
  text: string
  /** Of the act, and where it leads; null where it has no page or there is nothing left to do. */
  label: string
  href: string | null
}

/** Why a webhook did not become an ordinary event, and what one can do about it now; null when there is nothing to say. */
export function whyOf(row: WebhookEventJson, words: TypeWords | undefined, place: Place): Why | null {
  if (row.reason === null) return null
  const href = (page?: string) => connectionHref(place.teamId, row.connection_id, page)
  if (row.reason === 'switched_off' && words?.off) {
    return {
      text: offByDefault(words.why),
      label: 'Event settings',
      href: `${href('events')}?q=${encodeURIComponent(row.type)}`,
    }
  }
  const { explanation, action } = webhookReasonText(row.reason)
  return { text: explanation, label: action.label, href: wayOn(action.does, row, place, href) }
}

/** "Off by default: Payment succeeded already tells this." Without a twin the type's own meaning says why it is rare. */
export function offByDefault(why: string): string {
  const twin = /^The twin of “(.+?)”/.exec(why)?.[1]
  return twin ? `Off by default: ${twin} already tells this.` : `Off by default. ${why}`
}

/** Where a reason's button leads. What was mended since needs no button any more. */
function wayOn(does: string, row: WebhookEventJson, { status }: Place, href: (page?: string) => string): string | null {
  if (does === 'show_ignored') return `${href('events')}#ignored`
  if (does === 'switch_on' || does === 'show_filter') return `${href('events')}?q=${encodeURIComponent(row.type)}`
  if (does === 'resume') return status === 'paused' ? href('settings') : null
  if (does === 'reconnect') return isEnded({ status }) ? href() : null
  return does === 'open_connection' ? href() : null
}
