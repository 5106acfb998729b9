import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BinaryType, binaryArray, Unstorable } from './binary-array'
import { failureOf } from './failure'
import { useTestDatabase } from './testing'

const { url } = useTestDatabase()

let client: pg.Client

beforeAll(async () => {
  client = new pg.Client({ connectionString: url() })
  await client.connect()
})
afterAll(() => client.end())

/** What PostgreSQL understood, element by element, as text. */
async function understood(type: BinaryType, values: readonly unknown[]): Promise<(string | null)[]> {
  const { rows } = await client.query({
    text: `select array(select e::text from unnest($1::${type}[]) with ordinality as u(e, nth) order by nth) as texts`,
    values: [binaryArray(type, values)],
  })
  return rows[0].texts
}

const orNull = <T>(values: fc.Arbitrary<T>) => fc.array(fc.option(values, { nil: null }), { maxLength: 40 })

/** PostgreSQL's text has no NUL; a lone surrogate is no character. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((value) => value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '?'))

describe('an array in binary form means what its text form does', () => {
  test('text', async () => {
    await fc.assert(
      fc.asyncProperty(orNull(text), async (values) => {
        expect(await understood('text', values)).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })

  test('jsonb', async () => {
    const json = fc.dictionary(
      fc.constantFrom('a', 'b', 'ü'),
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    )
    await fc.assert(
      fc.asyncProperty(orNull(json), async (values) => {
        const read = (await understood('jsonb', values)).map((each) => each && JSON.parse(each))
        expect(read).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })

  test('bigint, integer, smallint and boolean', async () => {
    const amounts = orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))
    const ranks = orNull(fc.integer({ min: -32_768, max: 32_767 }))
    const lengths = orNull(fc.integer())
    await fc.assert(
      fc.asyncProperty(amounts, ranks, orNull(fc.boolean()), lengths, async (a, b, c, d) => {
        expect(await understood('bigint', a)).toEqual(a.map((value) => value?.toString() ?? null))
        expect(await understood('smallint', b)).toEqual(b.map((value) => value?.toString() ?? null))
        expect(await understood('integer', d)).toEqual(d.map((value) => value?.toString() ?? null))
        expect(await understood('boolean', c)).toEqual(c.map((value) => value?.toString() ?? null))
      }),
      { numRuns: 60 },
    )
  })

  test('times, before 2000 too, as Date and as text', async () => {
    const dates = orNull(fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }))
    await fc.assert(
      fc.asyncProperty(dates, async (values) => {
        const read = (await understood('timestamp with time zone', values)).map((each) => each && new Date(each))
        expect(read).toEqual(values)
        const texts = values.map((value) => value?.toISOString() ?? null)
        expect(await understood('timestamp with time zone', texts)).toEqual(
          await understood('timestamp with time zone', values),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('uuids, also in capitals', async () => {
    await fc.assert(
      fc.asyncProperty(orNull(fc.uuid()), async (values) => {
        expect(await understood('uuid', values)).toEqual(values)
        expect(
          await understood(
            'uuid',
            values.map((value) => value?.toUpperCase() ?? null),
          ),
        ).toEqual(values)
      }),
      { numRuns: 60 },
    )
  })

  test('the ends of what a type holds', async () => {
    expect(await understood('smallint', [-32_768, 32_767])).toEqual(['-32768', '32767'])
    expect(await understood('integer', [-(2 ** 31), 2 ** 31 - 1])).toEqual(['-2147483648', '2147483647'])
    expect(await understood('bigint', [-(2n ** 63n), 2n ** 63n - 1n])).toEqual([`${-(2n ** 63n)}`, `${2n ** 63n - 1n}`])
  })

  test('larger than the scratch buffer', async () => {
    const values = Array.from({ length: 3_000 }, (_, nth) => `${nth} ${'ä'.repeat(100)}`)
    expect(await understood('text', values)).toEqual(values)
  })
})

test.each<[BinaryType, unknown]>([
  ['uuid', '01234567'],
  ['uuid', '0123456g-0123-0123-0123-0123456789ab'],
  ['uuid', '01234567-0123-0123-0123-0123456789ab00'],
  ['timestamp with time zone', 'yesterday'],
  ['timestamp with time zone', new Date(Number.NaN)],
  ['bigint', '1.5'],
  ['bigint', 2n ** 63n],
  ['bigint', Number.NaN],
  ['smallint', 32_768],
  ['smallint', -32_769],
  ['smallint', 1.5],
  ['integer', Number.NaN],
  ['boolean', 'true'],
])('as %s, %s is refused before it is sent, as a matter of data', (type, value) => {
  const sending = () => binaryArray(type, [value])
  expect(sending).toThrow(Unstorable)
  try {
    sending()
  } catch (error) {
    expect(failureOf(error)).toBe('data')
  }
})
