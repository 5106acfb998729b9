import { CircleStop, Clock, GitBranch, Globe, type LucideIcon, Mail, Send, UserPen, Zap } from 'lucide-react'
import type { StepKind } from '@/lib/flows/definition'

const icons: Record<StepKind | 'enter', LucideIcon> = {
  enter: Zap,
  email: Mail,
  wait: Clock,
  branch: GitBranch,
  update: UserPen,
  destination: Send,
  http: Globe,
  end: CircleStop,
}

/** What a step does, for the eye; the words beside it say it too. */
export function StepIcon({ kind }: { kind: string }) {
  const Icon = icons[kind as StepKind | 'enter'] ?? CircleStop
  return <Icon aria-hidden className="size-4 shrink-0" />
}
