import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { POST } from '@/app/api/v1/exchange_rates/route'
import { ratesCommand } from '@/cli/rates'
import { db } from '@/db/client'
import { useTestDatabase } from '@/db/testing'
import { call, makeUser, signedIn } from '@/lib/auth/testing'
import { forgetEnv } from '@/lib/env'
import { listRates, ratePairs } from './queries'

useTestDatabase()

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rates-'))
  await db.execute(sql`delete from exchange_rates`)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  delete process.env.OPERATOR_EMAILS
  forgetEnv()
})

const csv = 'day,from,to,rate\n2026-11-19,EUR,USD,1.08\n2026-11-20,EUR,USD,1.0842\n2026-11-20,JPY,USD,0.0067\n'

describe('sluice rates', () => {
  async function run(...args: string[]) {
    const said = { out: '', err: '' }
    const hear = (into: 'out' | 'err') => (chunk: unknown) => {
      said[into] += String(chunk)
      return true
    }
    vi.spyOn(process.stdout, 'write').mockImplementation(hear('out'))
    vi.spyOn(process.stderr, 'write').mockImplementation(hear('err'))
    const code = await ratesCommand(args)
    vi.restoreAllMocks()
    const last = said.out.trim().split('\n').at(-1) ?? ''
    return { code, ...said, json: last.startsWith('{') ? JSON.parse(last) : null }
  }

  function file(text: string) {
    const name = path.join(folder, 'rates.csv')
    writeFileSync(name, text)
    return name
  }

  test('imports, replaces what there is for a day, and tells pairs and rates with who wrote them', async () => {
    expect((await run('import', file(csv))).json).toEqual({ imported: 3 })
    expect((await run('import', file('day,from,to,rate\n2026-11-20,EUR,USD,1.09'))).code).toBe(0)
    expect((await run()).json.pairs).toMatchObject([
      {
        from: 'EUR',
        to: 'USD',
        rate: '1.09',
        day: '2026-11-20',
        first_day: '2026-11-19',
        days: 2,
        set_by: expect.stringMatching(/^cli:/),
      },
      { from: 'JPY', to: 'USD', rate: '0.0067', days: 1 },
    ])
    expect((await run('list', '--from', 'eur', '--until', '2026-11-19')).json.rates).toMatchObject([
      { day: '2026-11-19', from: 'EUR', to: 'USD', rate: '1.08' },
    ])
  })

  test('with a wrong line nothing is imported, and every wrong line is named', async () => {
    const { code, err } = await run('import', file(`${csv}2026-13-01,EUR,USD,1\n2026-11-20,EUR,USD,zero\n`))
    expect(code).toBe(1)
    expect(err).toContain('Line 5: “2026-13-01” is no day')
    expect(err).toContain('Line 6: “zero” is no rate')
    expect(await ratePairs()).toEqual([])
  })

  test('a missing file, an unknown word and a wrong day are said, not thrown', async () => {
    expect((await run('import', path.join(folder, 'none.csv'))).err).toContain('ENOENT')
    expect((await run('export')).err).toContain('Usage')
    expect((await run('list', '--since', 'yesterday')).err).toContain('no day')
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') })
  })
})

describe('POST /exchange_rates', () => {
  test('is the operator’s alone; it remembers who, and names wrong lines', async () => {
    const [mia, eve] = [await makeUser('mia@example.com'), await makeUser('eve@example.com')]
    process.env.OPERATOR_EMAILS = 'Mia@example.com'
    forgetEnv()
    const post = async (user: typeof mia, body: unknown) =>
      call(POST, { method: 'POST', headers: await signedIn(user), body })
    expect((await post(eve, { csv })).status).toBe(404)
    expect(await listRates({}, 10)).toEqual([])
    expect(await post(mia, { csv })).toMatchObject({ status: 200, body: { imported: 3 } })
    expect((await ratePairs()).map((pair) => pair.setBy)).toEqual(['mia@example.com', 'mia@example.com'])
    expect(await post(mia, { csv: `${csv}x,y,z,1` })).toMatchObject({
      status: 422,
      body: { error: { fields: { csv: expect.stringContaining('Line 5: “x” is no day') } } },
    })
  })
})
