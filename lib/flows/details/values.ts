import { clean, text } from '@/lib/normalize/readers'
import type { EventDetails } from '../flow-event'

/** Details as they are read: null where the object does not say it. */
export type Read = { [Key in keyof EventDetails]?: EventDetails[Key] | null | undefined }

/** What was said, without what was not. */
export const told = (read: Read) =>
  Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null && value !== undefined)) as EventDetails

/** A code, a number or a sentence of Stripe's. A run keeps it for months, so none of a megabyte; a cut may halve an emoji. */
export function word(value: unknown): string | null {
  const said = text(value)
  return said === null || said.length <= 500 ? said : clean(said.slice(0, 500))
}

/** An address people are sent to; nothing else than a web page (DA-01). */
export function link(value: unknown): string | null {
  const url = text(value)
  return url !== null && url.length <= 2000 && /^https?:\/\/[^\s]+$/i.test(url) ? url : null
}

export const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null
