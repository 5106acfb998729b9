import { isIP } from 'node:net'
import { z } from 'zod'

/** Readers of single settings: text in, value or a sentence out. An empty text counts as unset (compose files pass those). */

export const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().trim().optional())

export const onOff = text.pipe(z.enum(['on', 'off'], 'must be "on" or "off".').optional())

/** A whole number of days. */
export const days = ({ least, usual }: { least: number; usual: number }) =>
  text
    .transform((value) => (value === undefined ? usual : Number(value)))
    .pipe(
      z
        .number('must be a number of days, for example 90.')
        .int('must be a whole number of days.')
        .min(least, `must be ${least} days or more.`),
    )

export const port = text
  .transform((value) => (value === undefined ? undefined : Number(value)))
  .pipe(
    z
      .number('must be a port number, for example 3000.')
      .int('must be a whole number.')
      .min(0, 'must be a port number from 0 to 65535.')
      .max(65_535, 'must be a port number from 0 to 65535.')
      .optional(),
  )

/** A base address: scheme and host, no path, no login, no query. Kept without the closing slash. */
export const origin = text.transform((value, check) => {
  if (value === undefined) return undefined
  const url = parsed(value)
  const isBare =
    url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (isBare) return url.origin
  return refuse(check, 'must be an address without a path, for example https://sluice.example.com.')
})

export const databaseUrl = text.transform((value, check) => {
  if (value === undefined || /^postgres(ql)?:$/.test(parsed(value)?.protocol ?? '')) return value
  return refuse(check, 'must begin with postgres://, for example postgres://user:password@host:5432/sluice.')
})

export const smtpUrl = text.transform((value, check) => {
  if (value === undefined || /^smtps?:$/.test(parsed(value)?.protocol ?? '')) return value
  return refuse(check, 'must begin with smtp:// or smtps://, for example smtps://user:password@mail.example.com:465.')
})

export const list = text.transform((value) => split(value))

export const emails = list.transform((values, check) => {
  const odd = values.find((value) => !/^[^\s@,]+@[^\s@,]+$/.test(value))
  return odd
    ? refuse(check, 'must be e-mail addresses separated by commas.')
    : values.map((value) => value.toLowerCase())
})

/** Addresses or ranges (CIDR) of the proxies whose X-Forwarded-For we believe. */
export const networks = list.transform((values, check) => {
  const odd = values.find((value) => {
    const [address = '', bits] = value.split('/')
    const longest = isIP(address) === 6 ? 128 : 32
    return !isIP(address) || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  })
  return odd ? refuse(check, 'must be IP addresses or ranges separated by commas, for example 10.0.0.0/8.') : values
})

/** `id:base64,…`: 32 random bytes each; the first encrypts, all decrypt (DA-09). */
export const encryptionKeys = list.transform((values, check) => {
  const keys = values.map((value) => {
    const [, id = '', encoded = ''] = /^([\w-]{1,32}):(.+)$/.exec(value) ?? []
    return { id, key: Buffer.from(encoded, 'base64') }
  })
  const isSound =
    keys.every(({ id, key }) => id && key.length === 32) && new Set(keys.map(({ id }) => id)).size === keys.length
  if (isSound) return keys
  return refuse(
    check,
    'must be id:key pairs separated by commas, each id once, each key 32 bytes in base64 (openssl rand -base64 32).',
  )
})

export type WebhookSecret = { secret: string; testOnly: boolean }

/** Comma list, all tried; `test:` before a secret means it is refused for live events. */
export const webhookSecrets = list.transform((values, check): WebhookSecret[] => {
  const secrets = values.map((value) => ({ secret: value.replace(/^test:/, ''), testOnly: value.startsWith('test:') }))
  if (secrets.every(({ secret }) => secret && !/^(sk|rk|pk)_/.test(secret))) return secrets
  return refuse(check, 'must be signing secrets (whsec_…) separated by commas, not API keys.')
})

/** A key of the other mode in this place would mix live and test data; say so at start, not at the first payment. */
export const stripeKey = (mode: 'live' | 'test', instead: string) =>
  text.transform((value, check) => {
    const other = mode === 'live' ? 'test' : 'live'
    if (!value || !new RegExp(`^(sk|rk)_${other}_`).test(value)) return value
    return refuse(check, `holds a ${other} mode key. Put that one in ${instead}.`)
  })

function refuse(check: z.RefinementCtx, message: string): never {
  check.addIssue({ code: 'custom', message })
  return z.NEVER
}

function parsed(value: string) {
  return URL.canParse(value) ? new URL(value) : undefined
}

function split(value: string | undefined) {
  return (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
}
