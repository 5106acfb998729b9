import { z } from 'zod'

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** A currency by its ISO 4217 code, in either case; comes out upper-case. Empty and null mean the default. */
export const reportingCurrencySchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => code === '' || currencies.has(code), { message: 'This is no currency code, such as EUR or USD.' })
  .transform((code) => code || null)
  .nullable()
