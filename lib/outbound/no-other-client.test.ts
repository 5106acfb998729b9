import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Where a connection may be opened beside lib/outbound, and whose address it goes to: never one a user gave. */
const exceptions: Record<string, string> = {
  'lib/stripe/connect.ts': 'STRIPE_CONNECT_BASE, which the operator sets',
}

/** Ways to ask a server from this side. Types, and servers of our own, are none. */
const opens = [
  /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/,
  /import (?!type\b)[^'"]*['"](?:node:)?(?:http|https|http2|tls|dgram)['"]/,
  /import (?!type\b)[^'"]*\b(?:connect|createConnection|Socket)\b[^'"]*['"](?:node:)?net['"]/,
  /\bimport\(['"](?:node:)?(?:http|https|http2|net|tls|dgram)['"]\)|\brequire\(/,
  /(?:\bfrom|\bimport\(?|\brequire\()\s*['"](?:undici|axios|got|node-fetch|ky|superagent|needle|request|ws|cross-fetch|ofetch)['"]/,
]

/** What runs on the server, without comments and what belongs to tests. A component runs in a browser and asks us. */
function* sources(): Generator<{ file: string; code: string }> {
  for (const folder of ['lib', 'app', 'worker', 'cli', 'db'].map((name) => path.join(root, name)).filter(existsSync)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name))
      if (!/\.tsx?$/.test(file) || /\.test\.tsx?$|(?:^|\/)testing[^/]*$/.test(file)) continue
      if (file.startsWith('worker/crash/') || file.startsWith('lib/outbound/')) continue
      const code = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '')
      if (!code.trimStart().startsWith("'use client'")) yield { file, code }
    }
  }
}

test('OUT-07 only lib/outbound asks servers that users name', () => {
  const found = [...sources()].filter(({ code }) => opens.some((open) => open.test(code))).map(({ file }) => file)
  expect(found.sort(), 'use guardedHttp of lib/outbound, or say here whose address it is').toEqual(
    Object.keys(exceptions).sort(),
  )
})

test('OUT-07 each of these would be found', () => {
  for (const code of [
    'await fetch(team.logoUrl)',
    'globalThis.fetch(url)',
    "import { get } from 'node:https'",
    "import http from 'http'",
    "import { isIP, connect } from 'node:net'",
    "const { request } = await import('node:http')",
    "import { request } from 'undici'",
    'new WebSocket(url)',
  ]) {
    expect(
      opens.some((open) => open.test(code)),
      code,
    ).toBe(true)
  }
  for (const code of [
    "import type { Server } from 'node:http'",
    "import { isIP } from 'node:net'",
    'refetch()',
    'cache.fetch(',
  ]) {
    expect(
      opens.some((open) => open.test(code)),
      code,
    ).toBe(false)
  }
})

test('OUT-07 Next fetches no picture from elsewhere', () => {
  expect(readFileSync(path.join(root, 'next.config.ts'), 'utf8')).not.toMatch(/remotePatterns|domains|rewrites/)
})
