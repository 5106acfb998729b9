import { z } from 'zod'

/** How a field of a config is shown and kept; read by the form, the API's answers and the store. */
export interface FieldMeta {
  label: string
  hint?: string
  as: 'text' | 'secret' | 'url' | 'switch' | 'headers'
}

const described = z.registry<FieldMeta>()

/** A field that is sealed before it is stored, and masked ever after. */
export const secret = (label: string, hint?: string) =>
  z
    .string()
    .trim()
    .min(1, `Paste the ${label.toLowerCase()}.`)
    .max(500)
    .register(described, field('secret', label, hint))

export const text = (label: string, hint?: string) =>
  z
    .string()
    .trim()
    .min(1, `${label} is missing.`)
    .max(200)
    .register(described, field('text', label, hint))

/** An address of the team's own; what it may be is checked by lib/outbound. */
export const url = (label: string, hint?: string) =>
  z
    .string()
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

const field = (as: FieldMeta['as'], label: string, hint?: string): FieldMeta => ({
  as,
  label,
  ...(hint ? { hint } : {}),
})

/** The fields of a config in the order they were written, for the form. */
export function fieldsOf(config: z.ZodObject): (FieldMeta & { name: string })[] {
  return Object.entries(config.shape).flatMap(([name, type]) => {
    const meta = described.get(type as z.ZodType)
    return meta ? [{ name, ...meta }] : []
  })
}
