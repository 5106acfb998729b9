import type { Fact, FactField, FactValue } from './fact'

/**
 * Of facts of one second about one thing, those nothing else came after. Stripe's clock has whole seconds, but a change says
 * what it changed from: it came after the fact that says just that. Changes walk from value to value, so the walk ends
 * where more of them arrive than leave. Where they go round in a circle nobody can tell, and all stay.
 */
export function standing(tied: readonly Fact[]): readonly Fact[] {
  const changes = tied.filter((fact) => fromOf(fact) !== null)
  if (tied.length < 2 || changes.length === 0) return tied
  const comesAfter = tied.some((fact) => changes.some((change) => leftWhole(change, fact))) ? leftWhole : leftField
  const ends = tied.filter((fact) => {
    const arrived = changes.filter((change) => change === fact || isSame(contentOf(change), contentOf(fact))).length
    const left = changes.filter((change) => change !== fact && comesAfter(change, fact)).length
    return left < Math.max(1, arrived)
  })
  return ends.length > 0 ? ends : tied
}

/** Everything else was then as it is after the change: the other fact shows all of it. */
function leftWhole(change: Fact, fact: Fact): boolean {
  return change !== fact && isSame({ ...contentOf(change), ...fromOf(change) }, contentOf(fact))
}

/** A change in between is missing: at least that fact brought these very fields to what this change changed. */
function leftField(change: Fact, fact: Fact): boolean {
  const [from, before] = [fromOf(change), fromOf(fact)]
  if (change === fact || !from || !before) return false
  const fields = Object.keys(from)
  return (
    fields.some((field) => field in before) &&
    fields.every((field) => isSame(from[field] ?? null, fact.value[field] ?? null))
  )
}

function fromOf({ value }: Fact): FactValue | null {
  return isFields(value.from) ? value.from : null
}

const contentOf = ({ value: { from: _from, ...value } }: Fact): FactValue => value

/** What a change changed from: the fields that were different then; null where none of them was. */
export function changedFrom(now: FactValue, before: FactValue): FactValue | null {
  const changed = Object.entries(before).filter(([field, value]) => !isSame(value, now[field] ?? null))
  return changed.length > 0 ? Object.fromEntries(changed) : null
}

/** The same content, whatever order its keys are stored in. */
function isSame(a: FactField, b: FactField): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, nth) => isSame(one, b[nth] ?? null))
    )
  if (!isFields(a) || !isFields(b)) return a === b
  const fields = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...fields].every((field) => isSame(a[field] ?? null, b[field] ?? null))
}

const isFields = (value: FactField | undefined): value is FactValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
