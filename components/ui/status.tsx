import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  FlaskConical,
  Inbox,
  type LucideIcon,
  ToggleLeft,
  Unplug,
  Waves,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { type Tone, toneText } from './tone'

type Look = { icon: LucideIcon; tone: Tone; word: string }

/** Every state the app knows, as it looks everywhere: of webhook events, connections, the sluice line and invitations. */
const looks = {
  // webhook events
  received: { icon: Inbox, tone: 'info', word: 'Received' },
  processed: { icon: CircleCheck, tone: 'good', word: 'Processed' },
  waiting: { icon: Clock, tone: 'warn', word: 'Waiting for a person' },
  switched_off: { icon: ToggleLeft, tone: 'neutral', word: 'Switched off' },
  ignored: { icon: Ban, tone: 'neutral', word: 'Ignored' },
  failed: { icon: CircleAlert, tone: 'bad', word: 'Failed' },
  dead: { icon: CircleX, tone: 'bad', word: 'Given up' },
  // connections and destinations
  connected: { icon: CircleCheck, tone: 'live', word: 'Connected' },
  paused: { icon: CirclePause, tone: 'warn', word: 'Paused' },
  disconnected: { icon: Unplug, tone: 'neutral', word: 'Disconnected' },
  needs_reconnect: { icon: CircleAlert, tone: 'bad', word: 'Needs reconnect' },
  healthy: { icon: CircleCheck, tone: 'live', word: 'Healthy' },
  failing: { icon: CircleAlert, tone: 'bad', word: 'Failing' },
  disabled: { icon: CircleX, tone: 'bad', word: 'Disabled' },
  idle: { icon: CircleCheck, tone: 'neutral', word: 'On' },
  // deliveries
  queued: { icon: Clock, tone: 'info', word: 'Waiting' },
  sending: { icon: Waves, tone: 'info', word: 'Being sent' },
  delivered: { icon: CircleCheck, tone: 'good', word: 'Delivered' },
  refused: { icon: CircleX, tone: 'bad', word: 'Refused' },
  cancelled: { icon: Ban, tone: 'neutral', word: 'Not sent' },
  // health and the sluice line
  live: { icon: Waves, tone: 'live', word: 'Flowing' },
  quiet: { icon: Waves, tone: 'neutral', word: 'Quiet' },
  broken: { icon: CircleAlert, tone: 'bad', word: 'Broken' },
  absent: { icon: CircleDashed, tone: 'neutral', word: 'Not set up' },
  test: { icon: FlaskConical, tone: 'test', word: 'Test' },
  // invitations and keys
  pending: { icon: Clock, tone: 'info', word: 'Pending' },
  accepted: { icon: CircleCheck, tone: 'good', word: 'Accepted' },
  expired: { icon: Clock, tone: 'neutral', word: 'Expired' },
  revoked: { icon: CircleX, tone: 'neutral', word: 'Revoked' },
  active: { icon: CircleCheck, tone: 'good', word: 'Active' },
} satisfies Record<string, Look>

export type StatusName = keyof typeof looks

type StatusProps = {
  status: StatusName
  /** Other words than the usual ones: "Healthy, last event 12 s ago". */
  children?: ReactNode
  className?: string
}

/** A state: icon and word, never colour alone. */
export function Status({ status, children, className }: StatusProps) {
  const { icon: Icon, tone, word } = looks[status]
  return (
    <span
      className={cn(
        'usual:inline-flex gap-1.5 font-medium',
        children ? 'items-start' : 'items-center whitespace-nowrap',
        toneText[tone],
        className,
      )}
    >
      <Icon aria-hidden className={cn('size-4 shrink-0', children && 'mt-0.5')} />
      {children ? <span className="min-w-0">{children}</span> : word}
    </span>
  )
}
