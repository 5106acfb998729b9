import { expect, test } from 'vitest'
import { nameSchema } from './schema'

const isRefused = (name: string) => !nameSchema.safeParse(name).success

test('DA-15 a name needs something to see', () => {
  for (const blank of ['', ' ', '\u115f', '\u1160\u3164', '\uffa0 \u3164', '\u2800', '\u034f', '\u00ad', '\u17b4']) {
    expect(isRefused(blank), JSON.stringify(blank)).toBe(true)
  }
})

test('names of every script are names', () => {
  for (const name of ['Main', 'Łódź', '本店', 'חנות', 'متجر', '🏪', 'ร้าน', '-', 'ㅎ', '👩‍🍳']) {
    expect(isRefused(name), name).toBe(false)
  }
})
