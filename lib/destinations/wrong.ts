import { catalogueRow } from '@/lib/catalogue'
import { allowedByEnv } from '@/lib/outbound/allowed'
import { checkHeaders } from '@/lib/outbound/headers'
import type { Http } from '@/lib/outbound/http'
import { checkUrl } from '@/lib/outbound/url'
import { checkWords } from './check-words'
import { contactFields, type DestinationKind } from './destination'
import { fieldsOf } from './fields'

/** What is wrong, by field: { 'config.apiKey': 'Paste the API key.' }. */
export type Wrong = Record<string, string>

interface Given {
  config: Record<string, unknown>
  types?: readonly string[] | null | undefined
  mapping?: Readonly<Record<string, string | null>> | undefined
}

/** Checks what was given. With `http`, because the config is new: also where it leads, and at last the receiver itself. */
export async function wrongWith(
  kind: DestinationKind,
  { config, types, mapping }: Given,
  http: Http | null,
): Promise<{ ok: true; config: Record<string, unknown> } | { ok: false; wrong: Wrong }> {
  const parsed = kind.config.safeParse(config)
  const wrong: Wrong = {}
  for (const { path, message } of parsed.error?.issues ?? []) wrong[['config', ...path].join('.')] ??= message
  for (const type of types ?? []) if (!catalogueRow(type)) wrong.types = `There is no event “${type}”.`
  Object.assign(wrong, http ? wrongPlaces(kind, config) : {}, wrongNames(kind, mapping ?? {}))
  if (!parsed.success || Object.keys(wrong).length > 0) return { ok: false, wrong }
  const answer = http ? await kind.check(parsed.data, http) : null
  if (answer && !answer.ok) {
    return { ok: false, wrong: { config: checkWords(kind, answer.reason) } }
  }
  return { ok: true, config: parsed.data }
}

/** What is refused at every call is refused here already, with the words for it (OUT-05, OUT-14). */
function wrongPlaces({ config: shape }: DestinationKind, config: Record<string, unknown>): Wrong {
  const wrong: Wrong = {}
  for (const { name, as } of fieldsOf(shape)) {
    const value = config[name]
    if (as === 'url' && typeof value === 'string' && value) {
      const url = checkUrl(value.trim(), allowedByEnv())
      if (!url.ok) wrong[`config.${name}`] = url.says
    }
    if (as === 'headers' && typeof value === 'object' && value !== null) {
      const headers = checkHeaders(Object.entries(value).map(([key, text]) => [key, String(text)] as const))
      if (!headers.ok) wrong[`config.${name}`] = headers.says
    }
  }
  return wrong
}

function wrongNames({ fieldName }: DestinationKind, mapping: Readonly<Record<string, string | null>>): Wrong {
  const wrong: Wrong = {}
  for (const [field, name] of Object.entries(mapping)) {
    if (!contactFields.some((known) => known === field)) wrong[`mapping.${field}`] = 'There is no such field.'
    else if (name !== null && fieldName) {
      const { error } = fieldName.safeParse(name)
      if (error) wrong[`mapping.${field}`] = error.issues[0]?.message ?? 'Not a name for a field.'
    }
  }
  return wrong
}
