import { expect, test } from 'vitest'
import { openDestinations } from '@/sandbox/destinations'
import { kinds } from '.'
import { demoSettings } from './demo-settings'

const url = 'http://127.0.0.1:4301'

test.each(kinds.map(({ kind }) => kind))('what the page says of %s is what the sandbox takes', (kind) => {
  const { standIns } = openDestinations()
  expect(demoSettings(kind, url)).toEqual(standIns[kind as keyof typeof standIns].settings(url).right)
})
