import { CircleAlert, CircleCheck, FlaskConical, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'
import type { Tone } from './tone'
import { toneStyle } from './tone'

type BannerProps = {
  tone?: Tone
  /** The fact in one sentence. */
  title: ReactNode
  /** One button or link at most. */
  action?: ReactNode
  /** What we did about it, what did not happen. */
  children?: ReactNode
  className?: string
}

const icons = {
  neutral: Info,
  live: CircleCheck,
  good: CircleCheck,
  info: Info,
  warn: TriangleAlert,
  bad: CircleAlert,
  test: FlaskConical,
}

/** A fact about the whole page that needs someone. Bad and warn ones are announced when they appear. */
export function Banner({ tone = 'info', title, action, children, className }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div
      role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-4 py-3',
        toneStyle[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        {children ? <div className="mt-0.5 text-ink">{children}</div> : null}
      </div>
      {action ? <div className="max-w-full shrink-0">{action}</div> : null}
    </div>
  )
}
