import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import type { Tone } from '@/components/ui/tone'
import type { ReasonAction, ReasonText } from '@/lib/reasons'

type ReasonNoteProps = {
  reason: ReasonText
  tone: Tone
  /** Addresses of the actions this reader can take from here; one without an address is left out. */
  hrefs: Partial<Record<ReasonAction, string>>
}

/** Why an event did not simply become an event: the catalogue's words, and its way on. */
export function ReasonNote({ reason, tone, hrefs }: ReasonNoteProps) {
  const href = hrefs[reason.action.does]
  return (
    <Banner
      tone={tone}
      title={reason.title}
      action={
        href ? (
          <LinkButton size="sm" href={href}>
            {reason.action.label}
          </LinkButton>
        ) : undefined
      }
    >
      {reason.explanation}
    </Banner>
  )
}
