import type { Field } from './field'
import { fieldAt, fieldsFor } from './fields'
import type { PastEvent } from './past-event'
import type { VariableJson } from './try-json'
import { valueAt } from './value-at'
import { type Variables, variablesOf } from './variables'

/**
 * Every variable a flow with this trigger may use, with what stands there in an event: the fields every such event can have, then the
 * metadata and own fields this one has.
 */
export function offeredVariables(type: string, past: PastEvent | null): VariableJson[] {
  const variables = past && variablesOf(past)
  const fields = [...fieldsFor(type), ...(variables ? openFields(variables) : [])]
  return fields.map(({ path, label, group, kind }) => ({
    path,
    label,
    group,
    kind,
    sample: variables && written(variables, path),
    is_real: past !== null && !past.isSample,
  }))
}

function openFields({ event, subscriber }: Variables): Field[] {
  const paths = [
    ...Object.keys(event.metadata ?? {}).map((name) => `event.metadata.${name}`),
    ...Object.keys(subscriber.fields ?? {}).map((name) => `subscriber.fields.${name}`),
  ]
  return paths.flatMap((path) => fieldAt(path) ?? [])
}

/** As a text shows it; null where there is nothing. */
function written(variables: Variables, path: string): string | null {
  const value = valueAt(variables, path)
  if (value === undefined) return null
  return typeof value === 'object' ? value.join(', ') || null : String(value)
}
