import { LinkButton } from './link-button'

type LoadMoreProps = {
  /** The same page with `?cursor=…`; nothing is shown at the end of the list. */
  href: string | null
  label?: string
}

/** The way to the next page of a list by cursor: a link, so it works without script and Back returns. */
export function LoadMore({ href, label = 'Load more' }: LoadMoreProps) {
  if (href === null) return null
  return (
    <nav aria-label="More rows" className="flex justify-center py-4">
      <LinkButton href={href} scroll={false}>
        {label}
      </LinkButton>
    </nav>
  )
}
