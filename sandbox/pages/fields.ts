import { somebody } from '../actions/input'
import type { Field, FieldKind } from '../actions/types'
import { isOpen, isWaiting, priceLabel, priceNamed, toMajor, type World } from '../story/index'
import { type Html, html } from './html'

/** Whose choices have long names. */
const roomy: FieldKind[] = [
  'buyer',
  'customer',
  'charge',
  'subscription',
  'price',
  'dispute',
  'refund',
  'quote',
  'session',
]

type Option = { value: string; label: string }

/** One field of an action's form, with what exists in the account to choose from. Null when there is nothing to choose. */
export function fieldHtml(world: World, group: string, field: Field, given: URLSearchParams): Html | null {
  const id = `${group}-${field.name}`
  const options = choices(world, field)
  if (options?.length === 0) return null
  const was = given.get(field.name) ?? (field.kind === 'price' ? priceNamed(world, 'Pro', 'month')?.id : null)
  const label = html`<label for="${id}">${field.label}${field.optional && field.kind === 'text' && html` <span class="quiet">optional</span>`}</label>`
  if (options !== null) {
    const list = options.map(
      ({ value, label }) => html`<option value="${value}" ${value === was && html`selected`}>${label}</option>`,
    )
    return html`<div class="field ${roomy.includes(field.kind) && 'wide'}">${label}<select id="${id}" name="${field.name}">${list}</select></div>`
  }
  const type = field.kind === 'email' ? 'email' : field.kind === 'quantity' ? 'number' : 'text'
  const value = was ?? initial(world, field)
  return html`<div class="field">${label}<input id="${id}" name="${field.name}" type="${type}" value="${value}" autocomplete="off" ${field.kind === 'amount' && html`inputmode="decimal"`}></div>`
}

/** The person a freshly drawn page suggests; one per field group would look like three strangers in one form. */
let suggestion = somebody()

export function suggestSomebodyElse(): void {
  suggestion = somebody()
}

function initial(world: World, field: Field): string {
  if (field.kind === 'email') return suggestion.email
  if (field.kind === 'name') return suggestion.name
  if (field.kind === 'quantity') return '1'
  return field.kind === 'amount' && field.optional !== true ? toMajor(4900, world.currency) : ''
}

function choices(world: World, field: Field): Option[] | null {
  const { rows } = world
  const newestFirst = <T>(table: Record<string, T>) => Object.values(table).reverse().slice(0, 200)
  switch (field.kind) {
    case 'buyer':
      return [
        { value: 'new', label: 'A new customer' },
        ...(field.label === 'Who' ? [{ value: 'guest', label: 'A guest' }] : []),
        ...customers(world),
      ]
    case 'customer':
      return customers(world)
    case 'currency':
      return [...new Set([world.currency, 'usd', 'eur', 'gbp', 'jpy', 'kwd', 'ugx', 'isk', 'huf'])].map((code) => ({
        value: code,
        label: code.toUpperCase(),
      }))
    case 'price':
      return Object.values(rows.prices).map((row) => ({
        value: row.id,
        label: `${priceLabel(world, row)}, ${money(row.unit_amount, row.currency)}`,
      }))
    case 'charge':
      return newestFirst(rows.charges).map((row) => ({
        value: row.id,
        label: `${money(row.amount, row.currency)} · ${who(world, row.customer, row.billing_details.email)} · ${chargeState(row)}`,
      }))
    case 'refund':
      return newestFirst(rows.refunds)
        .filter((row) => row.status === 'succeeded')
        .map((row) => ({ value: row.id, label: `${money(row.amount, row.currency)} of ${short(row.charge)}` }))
    case 'dispute':
      return newestFirst(rows.disputes)
        .filter(isOpen)
        .map((row) => ({
          value: row.id,
          label: `${money(row.amount, row.currency)} · ${row.status.replaceAll('_', ' ')}`,
        }))
    case 'subscription':
      return newestFirst(rows.subscriptions)
        .filter((row) => row.ended_at === null)
        .map((row) => ({
          value: row.id,
          label: `${who(world, row.customer, null)} · ${planName(world, row.plan.id)} · ${row.status}`,
        }))
    case 'quote':
      return newestFirst(rows.quotes)
        .filter((row) => row.status === 'open')
        .map((row) => ({ value: row.id, label: `${row.number ?? row.id} · ${money(row.amount_total, row.currency)}` }))
    case 'session':
      return newestFirst(rows.sessions)
        .filter(isWaiting)
        .map((row) => ({ value: row.id, label: `${money(row.amount_total, row.currency)} · ${short(row.id)}` }))
    default:
      return null
  }
}

function customers(world: World): Option[] {
  return Object.values(world.rows.customers)
    .reverse()
    .slice(0, 200)
    .map((row) => ({ value: row.id, label: `${row.name ?? 'No name'} · ${row.email ?? 'no e-mail'}` }))
}

function chargeState(row: World['rows']['charges'][string]): string {
  if (row.disputed) return 'disputed'
  if (row.refunded) return 'refunded'
  if (row.status !== 'succeeded') return row.status
  if (!row.captured) return 'authorized'
  return row.amount_refunded > 0 ? `${money(row.amount_refunded, row.currency)} refunded` : 'paid'
}

function planName(world: World, id: string): string {
  const price = world.rows.prices[id]
  return price === undefined ? short(id) : priceLabel(world, price)
}

function who(world: World, customer: string | null, email: string | null): string {
  const row = customer === null ? undefined : world.rows.customers[customer]
  return row?.email ?? email ?? row?.name ?? (customer === null ? 'guest' : short(customer))
}

function money(amount: number, currency: string): string {
  return `${toMajor(amount, currency)} ${currency.toUpperCase()}`
}

function short(id: string): string {
  return id.length > 14 ? `${id.slice(0, 9)}…${id.slice(-4)}` : id
}
