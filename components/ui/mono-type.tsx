import { Fragment } from 'react'
import { cn } from './cn'

type MonoTypeProps = { type: string; className?: string }

/** A Stripe type in monospace. A narrow column breaks it after a dot or an underscore, never within a word. */
export function MonoType({ type, className }: MonoTypeProps) {
  return (
    <code className={cn('font-mono', className)}>
      {type.split(/(?<=[._])/).map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one word never move
        <Fragment key={place}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
