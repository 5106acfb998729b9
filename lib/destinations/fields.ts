import { z } from 'zod'
import { inSentence } from '@/lib/text/in-sentence'

/** How a field of a config is shown and kept; read by the form, the API's answers and the store. */
export interface FieldMeta {
  label: string
  hint?: string
  as: 'text' | 'secret' | 'url' | 'switch' | 'headers' | 'signing'
  /** The store seals it, as JSON whatever its shape, and shows it masked: keys, but also headers, which often carry one. */
  sealed: boolean
}

const described = z.registry<FieldMeta>()

/** A field that is sealed before it is stored, and masked ever after. */
export const secret = (label: string, hint?: string) =>
  z
    .string(`Paste the ${inSentence(label)}.`)
    .trim()
    .min(1, `Paste the ${inSentence(label)}.`)
    .max(500)
    .regex(/^[\x21-\x7e]*$/, 'A key has no spaces, line breaks or accented letters.')
    .register(described, field('secret', label, hint))

export const text = (label: string, hint?: string) =>
  z
    .string(`${label} is missing.`)
    .trim()
    .min(1, `${label} is missing.`)
    .max(200)
    .register(described, field('text', label, hint))

/** An address of the team's own; what it may be is checked by lib/outbound. */
export const url = (label: string, hint?: string) =>
  z
    .string(`${label} is missing.`)
    .trim()
    .min(1, `${label} is missing.`)
    .max(2_000)
    .register(described, field('url', label, hint))

export const onOff = (label: string, hint?: string) =>
  z
    .boolean()
    .default(false)
    .register(described, field('switch', label, hint))

/** Names and values of one's own headers; which names are refused, lib/outbound/headers.ts says (OUT-14). */
export const headers = (label: string, hint?: string) =>
  z
    .record(z.string(), z.string())
    .default({})
    .register(described, field('headers', label, hint))

/** A field of a kind's own making, with secrets we made ourselves: nothing to type, but shown once and rotated. */
export const signing = <Type extends z.ZodType>(type: Type, label: string, hint?: string): Type => {
  described.add(type, field('signing', label, hint))
  return type
}

const field = (as: FieldMeta['as'], label: string, hint?: string): FieldMeta => ({
  as,
  label,
  sealed: as === 'secret' || as === 'headers' || as === 'signing',
  ...(hint ? { hint } : {}),
})

/** The fields of a config in the order they were written, for the form. */
export function fieldsOf(config: z.ZodObject): (FieldMeta & { name: string })[] {
  return Object.entries(config.shape).flatMap(([name, type]) => {
    const meta = described.get(type as z.ZodType)
    return meta ? [{ name, ...meta }] : []
  })
}

/** Every text in the sealed fields of a config: what must never be repeated, whoever says it (OUT-17). */
export function secretsOf(config: z.ZodObject, values: Readonly<Record<string, unknown>>): string[] {
  return fieldsOf(config).flatMap(({ name, sealed }) => (sealed ? textsIn(values[name]) : []))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
