import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '@/db/root'
import { mutations } from './index'
import { laterMigrations, type Migration } from './migrations'
import { mutated } from './scratch'

const textOf = (file: string) => readFileSync(join(projectRoot(), file), 'utf8')

test('there are more than twenty deliberate mistakes, and each has a name of its own', () => {
  expect(mutations.length).toBeGreaterThan(20)
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length)
})

test.each(mutations)('$name: its text is in $file exactly once, and its guard exists', (mutation) => {
  expect(mutated(textOf(mutation.file), mutation)).not.toBe(textOf(mutation.file))
  expect(textOf(mutation.guard.file)).toContain(mutation.guard.test)
})

test('a mistake whose place is gone fails loudly', () => {
  const [some] = mutations
  if (!some) throw new Error('there is none')
  expect(() => mutated('something else', some)).toThrow('0 times')
})

const drizzle: Migration[] = readdirSync(join(projectRoot(), 'drizzle'))
  .filter((name) => name.endsWith('.sql'))
  .sort()
  .map((name) => ({ file: `drizzle/${name}`, text: textOf(`drizzle/${name}`) }))
const inMigrations = mutations.filter(({ file }) => file.startsWith('drizzle/'))

test.each(inMigrations)('$name: no migration after $file replaces what it breaks', (mutation) => {
  expect(laterMigrations(mutation, drizzle)).toEqual([])
})

test('a mistake in a function, policy or constraint that a later migration replaces is noticed', () => {
  const later = (file: string, from: string) => laterMigrations({ name: 'x', file, from }, drizzle)
  expect(later('drizzle/0007_open_routes_first.sql', 'order by (r.state')).toEqual([
    'drizzle/0013_retention.sql',
    'drizzle/0017_bodies_cut_late.sql',
  ])
  expect(later('drizzle/0007_open_routes_first.sql', 'from gone g order by')).toEqual(['drizzle/0013_retention.sql'])
  expect(later('drizzle/0000_tables.sql', 'CONSTRAINT "inbox_stripe_event" UNIQUE')).toEqual([
    'drizzle/0010_ids_by_mode.sql',
  ])
  const replaced = { file: 'drizzle/9999_later.sql', text: 'drop policy if exists tenant on inbox;' }
  const policy = { name: 'x', file: 'drizzle/0001_protect.sql', from: 'using (team_id = any((select nullif' }
  expect(laterMigrations(policy, [...drizzle, replaced])).toEqual(['drizzle/9999_later.sql'])
})

test('a place in a migration that names nothing fails loudly', () => {
  const migration = { file: 'drizzle/0000_x.sql', text: 'select 1' }
  expect(() => laterMigrations({ name: 'x', file: migration.file, from: 'select 1' }, [migration])).toThrow('nothing')
})
