import { fieldAt } from '../fields'

/**
 * Why a text cannot be put together: a reason of the one catalogue, and what it is about this time. Runs keep the reason, so
 * `template_broken` is still called as texts once were; a template is a flow to begin with (lib/flows/templates).
 */
export interface TextProblem {
  reason: 'variable_missing' | 'template_broken'
  says: string
}

export type Rendered<Value> = { ok: true; value: Value } | ({ ok: false } & TextProblem)

export const broken = (says: string) => ({ ok: false as const, reason: 'template_broken' as const, says })

export const missing = (names: readonly string[]) => ({
  ok: false as const,
  reason: 'variable_missing' as const,
  says: `${nameOf(names)} is not known, and the text has no fallback for it.`,
})

/** "“First name” (subscriber.first_name)". */
export function nameOf(names: readonly string[]): string {
  const path = names.join('.').slice(0, 200)
  const field = fieldAt(path)
  return field ? `“${field.label}” (${path})` : `{{ ${path} }}`
}
