import { expect, test } from 'vitest'
import { type MoneyFact, moneyChanges } from './money-changes'

type Say = [event: string, aspect: string, value: unknown]

const charge = (event: string, captured: number, refunded = 0): Say => [
  event,
  'charge',
  { captured: String(captured), refunded: String(refunded) },
]
const refund = (event: string, id: string, amount: number, stands = true): Say => [
  event,
  `refund:${id}`,
  { amount: String(amount), stands },
]

function read(...said: Say[]) {
  const facts = said.map(
    ([event, aspect, value], second): MoneyFact => ({
      at: new Date(second * 1000),
      aspect,
      value,
      stripeEventId: event,
      eventId: event,
    }),
  )
  return moneyChanges(facts, 'USD').map(({ words, confirmedBy, eventId }) => `${words} · ${eventId} +${confirmedBy}`)
}

test('one payment told by three events is one change', () => {
  expect(read(charge('succeeded', 4900), charge('updated', 4900), charge('updated again', 4900))).toEqual([
    'Collected $49.00 · succeeded +2',
  ])
})

test('a refund told by itself and by the charge is one change, whichever came first', () => {
  const paid = charge('paid', 4900)
  expect(read(paid, refund('created', 're_1', 900), charge('refunded', 4900, 900))).toEqual([
    'Collected $49.00 · paid +1',
    'Refunded $9.00 · created +1',
  ])
  expect(read(paid, charge('refunded', 4900, 900), refund('created', 're_1', 900))).toEqual([
    'Collected $49.00 · paid +1',
    'Refunded $9.00 · refunded +1',
  ])
})

test('two refunds are two changes, and later news of the first is none', () => {
  const said = read(
    charge('paid', 4900),
    refund('created 1', 're_1', 900),
    charge('refunded 1', 4900, 900),
    charge('refunded 2', 4900, 1400),
    refund('created 2', 're_2', 500),
    refund('updated 2', 're_2', 500),
  )
  expect(said).toEqual([
    'Collected $49.00 · paid +2',
    'Refunded $9.00 · created 1 +1',
    'Refunded $5.00 · refunded 2 +2',
  ])
})

test('a refund that failed is said, and one after it counts anew', () => {
  const said = read(
    charge('paid', 4900),
    refund('created', 're_1', 900),
    refund('failed', 're_1', 900, false),
    refund('second', 're_2', 700),
  )
  expect(said).toEqual([
    'Collected $49.00 · paid +0',
    'Refunded $9.00 · created +0',
    'Refund of $9.00 failed or was canceled · failed +0',
    'Refunded $7.00 · second +0',
  ])
})

test('how Stripe booked a payment is news only where it is another currency', () => {
  const booked = (currency: string): Say => ['updated', 'settled', { amount: '4512', currency }]
  expect(read(charge('paid', 4900), booked('USD'))).toEqual(['Collected $49.00 · paid +0'])
  expect(read(charge('paid', 4900), booked('EUR'))).toContain('Booked by Stripe as €45.12 · updated +0')
})

test('a payment that failed is said to have failed', () => {
  const failed: Say = ['failed', 'charge', { captured: '0', refunded: '0', status: 'failed' }]
  expect(read(failed, charge('paid', 4900))).toEqual(['Failed · failed +0', 'Collected $49.00 · paid +0'])
})

test('a reservation that is collected later, and a dispute, are changes of their own', () => {
  const taken: Say = ['withdrawn', 'withdrawn:dp_1', { amount: '4900' }]
  expect(read(charge('reserved', 0), charge('captured', 4500), taken)).toEqual([
    'Nothing collected yet · reserved +0',
    'Collected $45.00 · captured +0',
    '$49.00 taken for a dispute · withdrawn +0',
  ])
})
