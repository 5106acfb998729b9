import { cn } from './cn'
import { CopyButton } from './copy-button'

type CopyableProps = {
  value: string
  /** What is copied: "Copy account id". */
  label: string
  /** What is shown instead of the whole value, e.g. a masked or shortened one. */
  shown?: string
  className?: string
}

/** An id, URL or key in monospace with its copy button; breaks anywhere so it never widens the page. */
export function Copyable({ value, label, shown, className }: CopyableProps) {
  return (
    <span className={cn('inline-flex max-w-full items-center gap-1', className)}>
      <code className="min-w-0 break-all font-mono text-sm">{shown ?? value}</code>
      <CopyButton value={value} label={label} />
    </span>
  )
}
