import { expect, test } from 'vitest'
import { openapi } from './openapi'

const document = openapi('https://sluice.example.com')

test('every reference in openapi.json leads to a schema of the document, and each of those is used', () => {
  const used = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref)
  const there = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect([...new Set(used)].sort()).toEqual(there.sort())
})
