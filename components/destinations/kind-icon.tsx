import { LayoutGrid, type LucideIcon, Repeat2, Webhook } from 'lucide-react'
import { cn } from '@/components/ui/cn'

/** One for each kind of lib/destinations; the test asks for it. */
export const kindIcons: Readonly<Record<string, LucideIcon>> = { bento: LayoutGrid, loops: Repeat2, webhook: Webhook }

/** The sign of a kind of destination, always beside its name. */
export function KindIcon({ kind, className }: { kind: string; className?: string }) {
  const Icon = kindIcons[kind] ?? Webhook
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex size-9 shrink-0 items-center justify-center rounded-lg border border-line bg-sunken text-muted [&_svg]:size-4.5',
        className,
      )}
    >
      <Icon />
    </span>
  )
}
