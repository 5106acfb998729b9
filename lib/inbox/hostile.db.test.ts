import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { applyAll, connectedTeam, type Place, postBytes, rowsOf, signatureOf } from '@/lib/lane/testing'
import { charge, stripeEvent } from '@/lib/lane/testing-stripe'
import { closeReceiver } from './node-http'
import { receive } from './receive'

const { adminUrl } = useTestDatabase()
afterAll(closeReceiver)

const long = process.env.SLUICE_LONG === '1'
let place: Place
beforeAll(async () => {
  place = await connectedTeam()
})

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
/** A charge of the connected account, with `fields` as raw JSON inside its object and `outside` inside the event. */
const wire = (id: string, fields: string, outside = '') =>
  `{"id":"${id}","object":"event","account":"${place.account}","livemode":true,"type":"charge.succeeded","created":1760000000${outside},` +
  `"data":{"object":{"object":"charge","id":"ch_${id}","amount":100,"amount_captured":100,"captured":true,"status":"succeeded","currency":"usd","billing_details":{"email":"ada@example.com"}${fields}}}}`

const hostile: [name: string, body: () => string | Buffer][] = [
  ['100,000 levels', () => wire('evt_deep', `,"metadata":{"a":${deep(100_000)}}`)],
  ['100,000 levels and nothing else', () => deep(100_000)],
  [
    '100,000 keys',
    () => wire('evt_keys', `,"metadata":{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()}}`),
  ],
  ['a key twice', () => wire('evt_twice', ',"amount":5,"amount":7', ',"id":"evt_twice_2"')],
  [
    '__proto__',
    () =>
      wire(
        'evt_proto',
        ',"__proto__":{"polluted":1},"metadata":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        ',"__proto__":{"polluted":1}',
      ),
  ],
  ['1e400', () => wire('evt_huge', ',"amount":1e400,"amount_captured":1e400,"amount_refunded":-1e400')],
  ['2^53+1', () => wire('evt_exact', ',"amount":9007199254740993,"amount_captured":9007199254740993')],
  ['a date out of this world', () => wire('evt_date', ',"created":1e18', ',"created":-5')],
  ['not JSON', () => '{"id": "evt_broken", '],
  ['not an object', () => '"evt_text"'],
  ['nothing', () => ''],
  ['null', () => 'null'],
  [
    'wrong types everywhere',
    () =>
      wire(
        'evt_types',
        ',"customer":[1],"billing_details":"x","metadata":7,"currency":{},"refunds":null',
        ',"api_version":[],"type":{"a":1}',
      ),
  ],
  ['an id with quotes', () => wire('evt_\'"; drop table inbox', '')],
  [
    'NUL',
    () => wire('evt_nul', ',"description":"a\\u0000b","metadata":{"\\u0000":"\\u0000"},"customer":"cus_\\u0000"'),
  ],
  ['lone surrogates', () => wire('evt_lone', ',"description":"a\\ud800b","metadata":{"x":"\\udfff\\ud800"}')],
  ['bidi controls', () => wire('evt_bidi', ',"description":"\u202eabc\u2066"')],
  ['a byte order mark', () => `\uFEFF${wire('evt_bom', '')}`],
  [
    'invalid UTF-8',
    () =>
      Buffer.concat([
        Buffer.from(wire('evt_utf8', ',"description":"').slice(0, -3)),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80]),
        Buffer.from('"}}}'),
      ]),
  ],
  ['raw control characters', () => wire('evt_raw', ',"description":"a\u0001\u001fb"')],
]

describe('hostile bodies', () => {
  test.each(hostile)(
    'IN-11 IN-12 %s, signed: 200, kept byte for byte, and applied without a retry',
    async (_, make) => {
      const body = Buffer.from(make())
      expect(await postBytes(body)).toBe(200)
      expect((await receive(body, 't=1,v1=00', { kind: 'platform' })).status).toBe(400)
      await applyAll()
      expect(await rowsOf(place, sql`select id from inbox_queue`)).toEqual([])
      expect(await rowsOf(place, sql`select reason from events where status = 'dead'`)).toEqual([])
      const { rows } = await keptAnywhere(body)
      expect(rows).toEqual([{ n: 1 }])
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
    },
  )

  test('IN-11 amounts beyond all of Stripe’s are no money', async () => {
    const huge = sql`select net::text as net from ledger where charge_id in ('ch_evt_huge', 'ch_evt_exact')`
    expect(await rowsOf(place, huge)).toEqual([{ net: '0' }, { net: '0' }])
  })

  test('IN-03 bytes that read alike are not alike: an invalid byte in place of a replacement character is refused', async () => {
    const signed = Buffer.from(wire('evt_alike', ',"description":"\uFFFD"'))
    const at = signed.indexOf(Buffer.from([0xef, 0xbf, 0xbd]))
    const changed = Buffer.concat([signed.subarray(0, at), Buffer.from([0xff]), signed.subarray(at + 3)])
    expect(new TextDecoder().decode(changed)).toBe(new TextDecoder().decode(signed))
    expect((await receive(changed, signatureOf(signed), { kind: 'platform' })).status).toBe(400)
    expect((await receive(signed, signatureOf(signed), { kind: 'platform' })).status).toBe(200)
  })

  test('IN-12 any text anywhere: always stored, always applied', { timeout: 300_000 }, async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 4, maxLength: 4 }), async (texts) => {
        const [name, description, note, email] = texts.map((text) => `${text}\u0000${text}`)
        const event = stripeEvent(
          place,
          'charge.succeeded',
          charge(`ch_any_${n++}`, 10, {
            description,
            metadata: { [note ?? '']: note },
            billing_details: { email: `a${email}@example.com`, name },
          }),
        )
        expect(await postBytes(JSON.stringify(event))).toBe(200)
        if (n % 20 === 0) await applyAll()
      }),
      { numRuns: long ? 20_000 : 50 },
    )
    await applyAll()
    expect(await rowsOf(place, sql`select reason from events where status = 'dead'`)).toEqual([])
  })

  test('IN-11 any JSON at all: never a 5xx, never a crash', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
        const bytes = Buffer.from(json)
        expect((await receive(bytes, signatureOf(bytes), { kind: 'platform' })).status).toBe(200)
        expect((await receive(bytes, null, { kind: 'platform' })).status).toBe(400)
      }),
      { numRuns: long ? 20_000 : 100 },
    )
  })
})

/** How often exactly these bytes are kept: for the team, or aside when they name no account. */
async function keptAnywhere(body: Buffer) {
  const routed = await rowsOf<{ n: number }>(place, sql`select count(*)::int as n from inbox where raw = ${body}`)
  const aside = await asideOf(body)
  return { rows: [{ n: (routed[0]?.n ?? 0) + aside }] }
}

async function asideOf(body: Buffer): Promise<number> {
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  const { rows } = await admin.query<{ n: number }>('select count(*)::int as n from unrouted where raw = $1', [body])
  await admin.end()
  return rows[0]?.n ?? 0
}
