import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { livelyTeam } from './support/pages'
import { expect, test } from './support/story'

test.use({ account: { merchant: 'northwind', mode: 'test' } })

/** A bare Next app with React ships 135 kB of script, gzipped, before any code of ours; a page may add 45 (docs/performance.md). */
const bare = 135
const must = bare + 45

test('no page loads more script than its budget, gzipped', async ({ owner, someone, sandbox }) => {
  test.slow()
  owner.expects(/status of 404/)
  const pages = await livelyTeam(owner, await someone('max'), sandbox)
  const sizes = new Map<string, number>()
  const loaded: Record<string, number> = {}
  for (const [name, path] of Object.entries(pages)) loaded[name] = await firstLoad(owner.page, path, sizes)
  const byWeight = Object.entries(loaded).sort(([, a], [, b]) => b - a)
  console.log(byWeight.map(([name, kilobytes]) => `${kilobytes.toFixed(1)} kB  ${name}`).join('\n'))
  expect(byWeight.length).toBeGreaterThan(15)
  expect(Math.min(...Object.values(loaded)), 'nothing was weighed').toBeGreaterThan(100)
  expect(byWeight.filter(([, kilobytes]) => kilobytes > must)).toEqual([])
})

/** Every script the page names, in its tags or in what it hands to React; kB. Old browsers' extras are not loaded by others. */
async function firstLoad(page: Page, path: string, sizes: Map<string, number>): Promise<number> {
  const html = await (await page.request.get(path)).text()
  const modern = html.replaceAll(/<script[^>]*nomodule[^>]*>/gi, '')
  const scripts = new Set([...modern.matchAll(/static\/chunks\/[\w./~-]+?\.js/g)].map(([name]) => name))
  let sum = 0
  for (const name of scripts) {
    const known = sizes.get(name) ?? (await weigh(page, `/_next/${name}`))
    sizes.set(name, known)
    sum += known
  }
  return sum / 1000
}

const weigh = async (page: Page, url: string) => gzipSync(await (await page.request.get(url)).body()).byteLength
