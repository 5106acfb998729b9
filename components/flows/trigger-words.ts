const either = new Intl.ListFormat('en', { type: 'disjunction' })

/** What ends a run early, as a sentence. */
export function endsWords(types: readonly string[], labelOf: (type: string) => string): string {
  const named = types.filter(Boolean).map((type) => `“${labelOf(type)}”`)
  if (named.length === 0) return 'Nothing ends it early'
  return `Ends early at ${either.format(named)} about the same invoice, payment or subscription`
}
