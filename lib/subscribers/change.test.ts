import { expect, test } from 'vitest'
import { personChange } from './change'
import { mostTags } from './limits'

const isTaken = (change: unknown) => personChange.safeParse(change).success
const adding = (...add: string[]) => ({ tags: { add, remove: [] } })

test('a tag is one line of at most 100 characters, trimmed, and of them there are at most so many', () => {
  expect(personChange.parse(adding(' vip '))).toEqual(adding('vip'))
  for (const tag of ['', '  ', 'a\nb', '\u0000', '\ud800', 'x'.repeat(101)])
    expect(isTaken(adding(tag)), tag).toBe(false)
  expect(isTaken(adding(...Array.from({ length: mostTags + 1 }, (_, n) => `t${n}`)))).toBe(false)
})

test('a field has a plain name and a value any database can hold; null takes it away', () => {
  for (const value of ['', 'Zoë ☕', 12.5, false, null])
    expect(isTaken({ fields: { favourite_roast: value } })).toBe(true)
  for (const value of ['\u0000', '\ude00', Number.NaN, 'x'.repeat(501), {}, []])
    expect(isTaken({ fields: { roast: value } }), String(value)).toBe(false)
  for (const name of ['', 'Roast', '1st', 'a b', 'a.b', '__proto__', 'x'.repeat(61)])
    expect(isTaken({ fields: Object.fromEntries([[name, 1]]) }), name).toBe(name === '__proto__')
})
