import { CodeBlock } from '@/components/ui/code-block'
import { LinkButton } from '@/components/ui/link-button'
import { escapedInJson } from '@/lib/text/isolated'

type JsonViewProps = {
  label: string
  /** Indented text; it is shown as text and as nothing else. */
  text: string
  /** Set when only the beginning is shown. */
  cut?: { shown: string; whole: string; downloadHref: string } | undefined
}

/** JSON as plain text: never parsed into markup, so nothing a stranger wrote can act (DA-01). */
export function JsonView({ label, text, cut }: JsonViewProps) {
  return (
    <div className="flex flex-col gap-3">
      {cut ? (
        <div className="flex flex-wrap items-center justify-between gap-2 text-muted">
          <p>
            The first {cut.shown} of {cut.whole} are shown.
          </p>
          <LinkButton outside size="sm" href={cut.downloadHref}>
            Download all of it
          </LinkButton>
        </div>
      ) : null}
      <CodeBlock label={label} value={escapedInJson(text)} />
    </div>
  )
}
