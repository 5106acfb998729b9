import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { ToastProvider } from '@/components/ui/toast'
import type { EventSetting } from '@/lib/connections/effective-setting'
import { EventGroup } from './event-group'
import { conflictWords, type EventRow, moneyWarning } from './event-rows'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => {} }) }))

const row = (type: string, over: Partial<EventRow> = {}): EventRow => ({
  ...{ type, name: type, label: `Label of ${type}`, why: '', group: 'payments' },
  ...{ money: false, advanced: false, locked: false, person: true, charge: false },
  ...{ notes: [], week: 0, missed: 0, conditions: [] },
  ...over,
})
const setting = (type: string): EventSetting => ({
  ...{ type, on: true, trigger_flows: true, update_subscriber: true, full_name: true },
  ...{ user_group: null, on_delete: null, filter: null },
})

test('a conflict names the events the other person changed, a few of many', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((type) => row(type))
  const words = (...types: string[]) => conflictWords({ by: 'Jon', types }, rows)
  expect(words('b')).toBe('Jon changed these settings meanwhile: Label of b.')
  expect(words('a', 'b', 'c', 'd', 'e')).toBe(
    'Jon changed these settings meanwhile: Label of a, Label of b, Label of c, and 2 more.',
  )
})

test('the rows they changed say so, folded ones too', () => {
  const rows = [row('a'), row('b'), row('c', { advanced: true })]
  const html = renderToStaticMarkup(
    <ToastProvider>
      <EventGroup
        connectionId="c"
        label="Payments"
        events={rows.map((one) => ({ row: one, saved: setting(one.type) }))}
        draft={{}}
        choices={{ products: [], names: {}, bothModes: true }}
        onChange={() => {}}
        spreadOf={() => ({ labels: [], apply: () => {} })}
        readOnly={false}
        unfolded={false}
        conflict={{ by: 'Jon', types: ['a', 'c'] }}
      />
    </ToastProvider>,
  )
  const told = html.split('<li').filter((line) => line.includes('Changed by Jon'))
  expect(told.map((line) => /Label of ./.exec(line)?.[0])).toEqual(['Label of a', 'Label of c'])
})

test('a money event that is off or limited says what lifetime value may miss', () => {
  const money = row('charge.succeeded', { money: true })
  const filter = { metadata: [{ key: 'source', value: 'web' }] }
  expect(moneyWarning(money, setting('a'))).toBeNull()
  expect(moneyWarning(money, { ...setting('a'), on: false })).toBe(
    'Off: these payments count for lifetime value only where another event that is on tells of them.',
  )
  expect(moneyWarning(money, { ...setting('a'), filter })).toBe(
    'Filtered: the other payments count for lifetime value only where another event that is on tells of them.',
  )
  expect(moneyWarning(row('b'), { ...setting('b'), filter })).toBeNull()
})
