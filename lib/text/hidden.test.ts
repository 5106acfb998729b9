import { expect, test } from 'vitest'
import { hasHidden, plainLine } from './hidden'

test('DA-15 characters that cannot be seen are found, and become one space in a plain line', () => {
  for (const sign of '\u0000\u0007\t\n\u007f\u2028\u202e\u2066\u2069\u200b\ufeff') {
    expect(hasHidden(`Acme${sign}Inc`)).toBe(true)
    expect(plainLine(`${sign}Acme ${sign}${sign} Inc${sign}`)).toBe('Acme Inc')
  }
  for (const name of ['Acme Inc', 'Žofie Ňová', '山田太郎', 'דנה', '👩‍👩‍👧']) {
    expect(hasHidden(name)).toBe(false)
    expect(plainLine(name)).toBe(name)
  }
})
