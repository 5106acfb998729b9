import { expect, test } from 'vitest'
import { currentItem, type NavItem } from './nav-item'

const item = (href: string, more: Partial<NavItem> = {}): NavItem => ({ href, label: href, icon: null, ...more })
const items = [item('/sites/1', { exact: true }), item('/sites/1/events'), item('/sites/1/events/saved')]

test('the path decides which item is current, the longest address wins', () => {
  expect(currentItem(items, '/sites/1')?.href).toBe('/sites/1')
  expect(currentItem(items, '/sites/1/events/ev_1')?.href).toBe('/sites/1/events')
  expect(currentItem(items, '/sites/1/events/saved/2')?.href).toBe('/sites/1/events/saved')
})

test('an overview is not current on the pages below it, nor is a neighbour with the same beginning', () => {
  expect(currentItem(items, '/sites/1/flows')).toBeUndefined()
  expect(currentItem(items, '/sites/1/events-archive')).toBeUndefined()
})

test('what a page says itself counts more than the path', () => {
  expect(currentItem([...items, item('/connection', { current: true })], '/sites/1/events')?.href).toBe('/connection')
})
