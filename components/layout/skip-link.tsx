/** The first thing the Tab key reaches: jumps over the navigation to `<main id="content">`. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-70 rounded-lg border border-line-strong bg-surface px-4 py-2 font-medium text-ink shadow-lift focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      Skip to content
    </a>
  )
}
