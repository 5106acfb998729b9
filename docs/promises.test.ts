import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const code = /\b(?:IN|RT|PR|LT|OA|AU|DA|FL|OUT)-\d\d\b/g
/** The text a call begins with: in a test file, the name of a test or of a group of tests. */
const name = /\(\s*(['"`])((?:\\.|(?!\1).)*?)\1\s*,/gs

const page = readFileSync(path.join(root, 'docs/promises.md'), 'utf8')
const [families = '', commentsOnly = ''] = page.split('## Named in comments only')
const sources = sourceFiles().map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
const inTests = codesByTest()

test('every code in the name of a test is explained in docs/promises.md, and every code there is in the name of a test', () => {
  expect(inTests.size).toBeGreaterThan(50)
  expect(rowsOf(families).map((row) => row.code)).toEqual([...new Set(rowsOf(families).map((row) => row.code))])
  expect(codesOf(families)).toEqual([...inTests.keys()].sort())
})

test('every row has one sentence and leads to tests that name its code', () => {
  for (const row of rowsOf(families)) {
    expect(row.sentence, row.code).toMatch(/^[^.]+(\.[^ .]+)*\.$/)
    expect(row.tests.length, row.code).toBeGreaterThan(0)
    for (const file of row.tests) expect(inTests.get(row.code), `${row.code}: ${file}`).toContain(file)
  }
})

test('what only comments name is listed apart', () => {
  const named = new Set(sources.flatMap(({ text }) => text.match(code) ?? []))
  expect(codesOf(commentsOnly)).toEqual([...named].filter((one) => !inTests.has(one)).sort())
})

function rowsOf(text: string) {
  return [...text.matchAll(/^\| (\S+-\d+) \| (.+?) \|(.*)$/gm)].map(([, code = '', sentence = '', rest = '']) => ({
    code,
    sentence,
    tests: [...rest.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file),
  }))
}

function codesOf(text: string): string[] {
  return [...new Set(rowsOf(text).map((row) => row.code))].sort()
}

/** Code → the test files that have it in a name. */
function codesByTest(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { file, text } of sources.filter(({ file }) => /\.(test|spec)\.tsx?$/.test(file))) {
    const names = [...text.matchAll(name)].map(([, , said = '']) => said).join('\n')
    for (const one of new Set(names.match(code))) found.set(one, [...(found.get(one) ?? []), file])
  }
  return found
}

function sourceFiles(): string[] {
  const folders = ['app', 'cli', 'components', 'db', 'docs', 'drizzle', 'e2e', 'lib', 'sandbox', 'scripts', 'worker']
  const below = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  )
  return [...readdirSync(root), ...below].filter((file) => /\.(tsx?|mjs|sql)$/.test(file))
}
