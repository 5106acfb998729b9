import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { signing } from '../fields'

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const secretSchema = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'A signing secret is whsec_ and base64.',
  )
  .refine((secret) => keyOf(secret).length >= 24 && keyOf(secret).length <= 64, 'A signing secret has 24 to 64 bytes.')

export interface SigningSecret {
  secret: string
  /** Until when it signs too, ISO 8601; without one, for good. */
  until?: string | undefined
}

/** The newest first. Left out of a form they are made up, so nobody types one; the store seals them as one JSON text. */
export const signingSecrets = () =>
  signing(
    z
      .array(z.object({ secret: secretSchema, until: z.iso.datetime().optional() }))
      .min(1)
      .max(10)
      .default(() => [{ secret: newSecret() }]),
    'Signing secret',
    'Shown once. Your server checks with it that an event is from Sluice.',
  )

export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

export const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

/** Those that sign at a moment. */
export const inForce = (secrets: readonly SigningSecret[], now: Date) =>
  secrets.filter(({ until }) => until === undefined || Date.parse(until) > now.getTime())

/** Until when the last of the older secrets signs; null when the newest is alone. */
export const overlapEnds = (secrets: readonly SigningSecret[], now: Date): string | null =>
  inForce(secrets, now)
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1) ?? null

/**
 * A fresh secret, and the present one for `overlapHours` more, in which both sign and the receiver changes over (OUT-13). An overlap
 * promised earlier is kept, so pressing twice locks nobody out; 0 hours ends the old ones at once, for a secret that leaked.
 */
export function rotate<Config extends { secrets: SigningSecret[] }>(
  config: Config,
  now: Date,
  overlapHours: number,
  fresh = newSecret(),
): Config {
  const end = now.getTime() + overlapHours * 3_600_000
  const old = inForce(config.secrets, now).map(({ secret, until }) => ({
    secret,
    until: new Date(Math.min(end, until === undefined ? end : Date.parse(until))).toISOString(),
  }))
  return { ...config, secrets: [{ secret: fresh }, ...inForce(old, now)].slice(0, 10) }
}
