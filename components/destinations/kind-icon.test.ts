import { expect, test } from 'vitest'
import { kinds } from '@/lib/destinations'
import { kindIcons } from './kind-icon'

test('every kind of destination has an icon of its own', () => {
  expect(Object.keys(kindIcons).sort()).toEqual(kinds.map(({ kind }) => kind).sort())
  expect(new Set(Object.values(kindIcons)).size).toBe(kinds.length)
})
