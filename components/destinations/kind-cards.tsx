import { ArrowRight } from 'lucide-react'
import { inMode, type Mode } from '@/components/layout/mode'
import { Link } from '@/components/ui/link'
import type { DestinationKind } from '@/lib/destinations/destination'
import { wordsOf } from '@/lib/destinations/words'
import { KindIcon } from './kind-icon'

type KindCardsProps = {
  kinds: readonly Pick<DestinationKind, 'kind' | 'label' | 'gets' | 'words'>[]
  /** `/sites/…/destinations/new`; null for who may only read. */
  newHref: string | null
  mode: Mode
}

/** The kinds of destination with what each gets: the first step of making one, and what stands where none is. */
export function KindCards({ kinds, newHref, mode }: KindCardsProps) {
  return (
    <ul className="grid gap-4 md:grid-cols-3">
      {kinds.map(({ kind, label, gets, words }) => (
        <li
          key={kind}
          className="relative flex flex-col gap-3 rounded-lg border border-line bg-surface p-5 has-[a]:hover:border-line-strong has-[a]:hover:bg-hover"
        >
          <KindIcon kind={kind} />
          <div className="flex-1">
            <h2 className="font-semibold text-lg">{label}</h2>
            <p className="mt-1 text-muted">{gets}</p>
          </div>
          {newHref ? (
            <Link
              href={inMode(`${newHref}?kind=${kind}`, mode)}
              className="row-link touchable inline-flex items-center gap-1.5 text-link [&_svg]:size-4"
            >
              Connect {wordsOf({ label, words }).one}
              <ArrowRight aria-hidden />
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
