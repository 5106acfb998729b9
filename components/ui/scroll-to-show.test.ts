import { expect, test } from 'vitest'
import { scrollToShow } from './scroll-to-show'

const tabs = [0, 110, 200, 270].map((start) => ({ start, length: start === 270 ? 140 : 80 }))

test('a tab beyond either edge is brought wholly into view, one in view stays', () => {
  const at = (scroll: number) => ({ start: scroll, length: 290 })
  for (const scroll of [0, 60, 152]) {
    for (const tab of tabs) {
      const to = scrollToShow(tab, at(scroll))
      expect(to).toBeGreaterThanOrEqual(0)
      expect(tab.start).toBeGreaterThanOrEqual(to)
      expect(tab.start + tab.length).toBeLessThanOrEqual(to + 290)
    }
  }
  expect(scrollToShow({ start: 110, length: 80 }, at(0))).toBe(0)
})

test('a tab wider than the view shows its beginning', () => {
  expect(scrollToShow({ start: 100, length: 400 }, { start: 300, length: 200 })).toBe(100)
})
