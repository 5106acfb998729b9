interface Extent {
  /** From the start of what scrolls, in px. */
  start: number
  length: number
}

/** Where a row of tabs must be scrolled to so that one of them is wholly seen, with a bit of its neighbour; px. */
export function scrollToShow(tab: Extent, view: Extent): number {
  const hint = Math.min(32, Math.max(0, (view.length - tab.length) / 2))
  if (tab.start - hint < view.start) return Math.max(0, tab.start - hint)
  const end = tab.start + tab.length + hint
  return end > view.start + view.length ? end - view.length : view.start
}
