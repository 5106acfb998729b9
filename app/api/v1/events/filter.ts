import { z } from 'zod'

export const mode = z.enum(['true', 'false']).optional()

/** Compared trimmed and without case. Blank is refused: whoever asks about nobody must not get everybody. */
export const address = z.string().trim().min(1, 'Write an address, or leave the field out.').max(320).optional()

/** Query fields of the event lists. */
export const eventFilter = {
  site_id: z.uuid(),
  /** A Stripe type, charge.succeeded. */
  type: z.string().max(255).optional(),
  email: address,
  /** Both modes unless said. */
  livemode: mode,
  /** Only the main events, without their twins and details. */
  main: z.literal('true').optional(),
}

export function filterOf({
  type,
  email,
  livemode,
  main,
}: {
  type?: string | undefined
  email?: string | undefined
  livemode?: 'true' | 'false' | undefined
  main?: 'true' | undefined
}) {
  return {
    type: type || undefined,
    email,
    livemode: modeOf(livemode),
    main: main === 'true',
  }
}

export const modeOf = (livemode: 'true' | 'false' | undefined) =>
  livemode === undefined ? undefined : livemode === 'true'
