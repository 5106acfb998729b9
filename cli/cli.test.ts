import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { catalogue, exampleEvent } from '@/lib/catalogue'
import { connectCommand } from './connect'
import { documentsIn } from './documents'
import { setupCommand } from './setup'

const root = path.resolve(import.meta.dirname, '..')
const events = catalogue.map((row) => JSON.stringify(exampleEvent(row)))

/** Runs `sluice …` as its own process with no DATABASE_URL, and hands over what it said. */
function sluice(
  args: string[],
  input: string | Buffer = '',
): Promise<{ code: number | null; out: string; err: string }> {
  const { DATABASE_URL: _, ...env } = process.env
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs')
  const child = spawn(process.execPath, [tsx, path.join(root, 'cli/index.ts'), ...args], { cwd: root, env })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...said }))
  })
}

describe('sluice normalize', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sluice-cli-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('one line for each line, in order, whatever the lines are; exit 0', async () => {
    const { code, out, err } = await sluice(
      ['normalize'],
      `${[events[0], 'not json', '', '[1]', events[1]].join('\n')}\n`,
    )
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(answers.map((answer) => answer.reason ?? answer.type)).toEqual([
      catalogue[0]?.type,
      'unprocessable',
      'unprocessable',
      catalogue[1]?.type,
    ])
  })

  test('help says what becomes of lines that are empty or no JSON', async () => {
    const { code, out } = await sluice(['normalize', '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/Empty lines are no input/)
    expect(out).toMatch(/not JSON is set aside/)
  })

  test('a pretty-printed file is one event', async () => {
    const file = path.join(folder, 'event.json')
    writeFileSync(file, JSON.stringify(JSON.parse(events[0] ?? ''), null, 2))
    const { code, out } = await sluice(['normalize', file])
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ outcome: 'event', type: catalogue[0]?.type })
  })

  test('a file that is not there is a plain message and exit 1', async () => {
    const { code, out, err } = await sluice(['normalize', path.join(folder, 'none.json')])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('none.json')
    expect(err).not.toContain('    at ')
  })
})

test('help lists every command; an unknown one is refused', async () => {
  const help = await sluice(['help'])
  expect(help.out).toMatch(/normalize {2,}\S/)
  expect(help.code).toBe(0)
  expect(await sluice(['dance'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('dance') })
})

const id = '01a1fbcc-0c15-7110-8c03-4dcda50b8343'

test.each([
  [['--site', id, '--account', 'acct_1'], '--team is missing.'],
  [['--team', 'x', '--site', id, '--account', 'acct_1'], '--team is not an id: "x".'],
  [['--team', id, '--site', 'main', '--account', 'acct_1'], '--site is not an id: "main".'],
  [['--team', id, '--site', id], '--account is missing.'],
  [['--team', id, '--site', id, '--account', 'cus_1'], '--account is not a Stripe account id: "cus_1".'],
])('connect %j names the option that is wrong', async (args, said) => {
  const err = await complaintOf(connectCommand, args)
  expect(err.split('\n')[0]).toContain(said)
})

test.each([
  [['--site', 'S', '--email', 'a@example.com'], '--team is missing.'],
  [['--team', 'T', '--site', ' ', '--email', 'a@example.com'], '--site: Give it a name.'],
  [['--team', 'T'.repeat(81), '--site', 'S', '--email', 'a@example.com'], '--team: At most 80 characters.'],
  [['--team', 'T', '--site', 'S'], '--email is missing'],
])('setup %j names the option that is wrong', async (args, said) => {
  expect(await complaintOf(setupCommand, args)).toContain(said)
})

/** Refused before any database is asked. */
async function complaintOf(command: (args: string[]) => Promise<number>, args: string[]) {
  let said = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    said += String(chunk)
    return true
  })
  expect(await command(args)).toBe(1)
  spy.mockRestore()
  return said
}

describe('cutting a stream into documents', () => {
  const cut = async (text: string, size = 7) => {
    async function* chunks() {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    }
    const documents: string[] = []
    for await (const document of documentsIn(chunks())) documents.push(document.toString())
    return documents
  }

  test.each([
    ['', []],
    [' \n\r\n', []],
    ['{"a":1}', ['{"a":1}']],
    ['{"a":1}\n{"b":2}\r\n\n{"c":3}', ['{"a":1}', '{"b":2}\r', '{"c":3}']],
    ['{\n "a": 1\n}\n', ['{\n "a": 1\n}\n']],
    ['broken\n{"a":1}\n', ['broken', '{"a":1}']],
    ['{"a":"one\u{2028}line"}\n2', ['{"a":"one\u{2028}line"}', '2']],
    ['\u{feff}{"a":1}\n2', ['\u{feff}{"a":1}', '2']],
  ])('%j', async (text, documents) => {
    for (const size of [1, 3, 1000]) expect(await cut(text, size)).toEqual(documents)
  })
})
