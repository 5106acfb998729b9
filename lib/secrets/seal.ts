import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** One entry of ENCRYPTION_KEYS; the first of the list encrypts, all of them decrypt. */
export interface Key {
  id: string
  key: Uint8Array
}

/** Where a secret is stored. It is sealed to this place: copied into another row or column it does not open (DA-08). */
export interface Place {
  teamId: string
  table: string
  row: string
  column: string
}

const version = 'v1'
const tagLength = 16

/** AES-256-GCM: `v1.<keyId>.<iv>.<ciphertext+tag>`, base64url, under a key derived for this use alone. */
export function seal(plaintext: string, place: Place, keys: readonly Key[]): string {
  const key = keys[0]
  if (!key) throw new Error('ENCRYPTION_KEYS is empty: there is no key to encrypt with')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derived(key), iv, { authTagLength: tagLength }).setAAD(bound(place))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [version, key.id, iv.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Throws a plain error (never the value) when the key is unknown, the place is another, or a bit was changed. */
export function open(sealed: string, place: Place, keys: readonly Key[]): string {
  const [v, keyId, iv, body, ...more] = sealed.split('.')
  if (v !== version || !keyId || !iv || !body || more.length > 0) throw new Error('not a sealed secret')
  const key = keys.find((one) => one.id === keyId)
  if (!key) throw new Error(`ENCRYPTION_KEYS has no key "${keyId}"; put the old key back behind the new one`)
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length < tagLength) throw new Error('not a sealed secret')
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived(key), Buffer.from(iv, 'base64url'), {
      authTagLength: tagLength,
    })
    decipher.setAAD(bound(place)).setAuthTag(bytes.subarray(-tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new Error(
      `a secret in ${place.table}.${place.column} does not open: wrong key "${keyId}", or moved or changed`,
      {
        cause,
      },
    )
  }
}

function derived({ key }: Key) {
  if (key.byteLength < 32) throw new Error('a key of ENCRYPTION_KEYS is shorter than 32 bytes')
  return new Uint8Array(hkdfSync('sha256', key, '', 'sluice secrets v1', 32))
}

/** JSON keeps the parts apart whatever they contain. */
const bound = ({ teamId, table, row, column }: Place) => Buffer.from(JSON.stringify([teamId, table, row, column]))
