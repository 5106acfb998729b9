import { generateKeyPairSync, sign } from 'node:crypto'

/** For tests: a certificate that signs itself, and its key, as PEM. Node has no call that makes one, so its DER is written here. */
export function certificateFor(names: string[], { until = new Date('2049-01-01') } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = sequence(set(sequence(oid(85, 4, 3), der(0x0c, Buffer.from(names[0]!))))) // commonName
  const alternatives = sequence(...names.map((name) => der(0x82, Buffer.from(name)))) // dNSName
  const body = sequence(
    der(0xa0, integer(2)), // version 3
    integer(1),
    ecdsaWithSha256(),
    subject,
    sequence(utcTime(new Date('2020-01-01')), utcTime(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(oid(85, 29, 17), der(0x04, alternatives)))), // subjectAltName
  )
  const signature = sign('sha256', body, privateKey)
  const cert = sequence(body, ecdsaWithSha256(), der(0x03, Buffer.concat([Buffer.of(0), signature])))
  const lines = cert.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const ecdsaWithSha256 = () => sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))

/** Object identifiers below 2.5: their parts fit a byte each. */
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes))

const integer = (value: number) => der(0x02, Buffer.of(value))

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))

const set = (...parts: Buffer[]) => der(0x31, Buffer.concat(parts))

const utcTime = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().replace(/^..|[-:T]|\.\d+/g, '')}`))

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
