import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong on a page, a line a rule. Its own wrapper for Playwright goes through every frame and a page of its own, and
 * tells of what is right as well: on our longest table that took a minute, this takes seconds. What a frame shows is not looked at,
 * nor what stands in a table or a list after the first dozen, which is like what stands above.
 */
export async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const violations = await page.evaluate(async () => {
    // Put there by the script above.
    const { axe } = window as unknown as { axe: { run(of: object, options: object): Promise<AxeResults> } }
    const results = await axe.run(
      { exclude: [['tbody > tr:nth-child(n + 13)'], ['ul > li:nth-child(n + 13)']] },
      { resultTypes: ['violations'], preload: false, iframes: false },
    )
    return results.violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html.slice(0, 160)) }))
  })
  return violations.map(({ id, html }) => `${id}: ${html.join(' | ')}`)
}
