/** What floats (menus, lists, popovers): a sheet of the same paper on a hairline, lifted just enough to be read. */
export const popupStyle =
  'max-h-[min(24rem,var(--available-height))] max-w-[var(--available-width)] overflow-y-auto rounded-lg border border-line-strong bg-surface p-1 text-ink shadow-lift outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'

/** One line of a menu or list. Highlight is by position of pointer or arrow keys, never by focus ring alone. */
export const popupItemStyle =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-base outline-none data-disabled:text-faint data-highlighted:bg-hover data-highlighted:text-ink pointer-coarse:min-h-11 forced-colors:data-highlighted:outline-2 [&_svg]:size-4 [&_svg]:shrink-0'
