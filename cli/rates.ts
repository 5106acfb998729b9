import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { importRates } from '@/lib/rates/mutations'
import { parseRates } from '@/lib/rates/parse'
import { listRates, ratePairs } from '@/lib/rates/queries'

const usage = `Usage: sluice rates import FILE        day,from,to,rate: one unit of from was worth rate units of to
       sluice rates                    the pairs there are, each with its newest rate and who wrote it
       sluice rates list [--from EUR] [--to USD] [--since 2026-01-01] [--until 2026-12-31]`

/** `sluice rates`: the operator's table of exchange rates. The last line is the JSON. */
export async function ratesCommand([what, ...args]: string[]): Promise<number> {
  if (what === '--help' || args.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  try {
    if (what === undefined) return await showPairs()
    if (what === 'list') return await showRates(args)
    if (what === 'import' && args[0] && args.length === 1) return await importFile(args[0])
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
  process.stderr.write(`${usage}\n`)
  return 1
}

/** All or nothing: with a wrong line nothing is written, and each one is named. */
async function importFile(file: string): Promise<number> {
  const { rates, problems } = parseRates(await readFile(file, 'utf8'))
  if (problems.length > 0) {
    for (const { line, says } of problems.slice(0, mostSaid)) process.stderr.write(`Line ${line}: ${says}\n`)
    const more = problems.length - mostSaid
    if (more > 0) process.stderr.write(`… and ${more} more.\n`)
    process.stderr.write('Nothing was imported.\n')
    return 1
  }
  await importRates(rates, `cli:${userInfo().username}`)
  print([`${rates.length} rates imported. Figures that rest on them are computed again.`], { imported: rates.length })
  return 0
}

const mostSaid = 50

async function showPairs(): Promise<number> {
  const pairs = await ratePairs()
  const lines = pairs.map(
    ({ from, to, rate, day, firstDay, days, setBy, setAt }) =>
      `${from} → ${to}  ${rate} on ${day}, ${days} days since ${firstDay}, last by ${setBy} ${setAt.toISOString()}`,
  )
  print(lines.length > 0 ? lines : ['There are no rates yet.'], {
    pairs: pairs.map(({ firstDay: first_day, setBy: set_by, setAt: set_at, ...pair }) => ({
      ...pair,
      first_day,
      set_by,
      set_at,
    })),
  })
  return 0
}

async function showRates(args: string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { from, to, since, until } = parseArgs({
    args,
    options: { from: text, to: text, since: text, until: text },
  }).values
  for (const day of [since, until])
    if (day && !/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error(`“${day}” is no day such as 2026-11-21.`)
  const rows = await listRates({ from: from?.toUpperCase(), to: to?.toUpperCase(), since, until }, 1_000)
  const lines = rows.map(
    (row) => `${row.day}  ${row.from} → ${row.to}  ${row.rate}  by ${row.setBy} ${row.setAt.toISOString()}`,
  )
  print(lines, { rates: rows.map(({ setBy: set_by, setAt: set_at, ...row }) => ({ ...row, set_by, set_at })) })
  return 0
}

const print = (lines: string[], json: object) =>
  process.stdout.write(`${[...lines, JSON.stringify(json)].join('\n')}\n`)
