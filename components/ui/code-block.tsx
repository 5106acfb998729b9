import { cn } from './cn'
import { CopyButton } from './copy-button'

type CodeBlockProps = {
  /** What it is: "Raw payload". Names the scrolling region and the copy button. */
  label: string
  /** Text as it is, or any JSON value, which is indented. */
  value: unknown
  className?: string
}

/** Code or JSON as plain text, scrollable by keyboard, with a copy button. */
export function CodeBlock({ label, value, className }: CodeBlockProps) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <figure className={cn('overflow-hidden rounded-lg border border-line bg-sunken', className)}>
      <figcaption className="flex items-center justify-between border-line border-b py-1 pr-1.5 pl-4 text-muted text-sm">
        {label}
        <CopyButton value={text} label={`Copy ${label.toLowerCase()}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section aria-label={label} tabIndex={0} className="max-h-[32rem] overflow-auto focus-visible:-outline-offset-2">
        <pre className="w-max min-w-full px-4 py-3 font-mono text-sm">{text}</pre>
      </section>
    </figure>
  )
}
