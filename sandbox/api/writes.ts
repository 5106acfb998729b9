import { json, type Reply } from '../http'
import {
  addCustomer,
  deleteCustomer,
  type Fields,
  refund,
  StoryError,
  type StripeEvent,
  updateCustomer,
  type World,
} from '../story/index'
import { apiError, noSuch } from './errors'
import type { Call } from './index'
import { expandOf, unknownUrl } from './read'
import { shown } from './resources'

/** The few writes there are: customers and refunds. What they set off is sent as webhooks. */
export function writeOne(call: Call, world: World, name: string, id: string | undefined): Reply {
  if (call.account === null) return unknownUrl(call)
  try {
    if (name === 'refunds' && call.method === 'POST' && id === undefined) return newRefund(call, world)
    if (name !== 'customers') return unknownUrl(call)
    if (call.method === 'POST') return id === undefined ? newCustomer(call, world) : changedCustomer(call, world, id)
    if (call.method === 'DELETE' && id !== undefined) return deletedCustomer(call, world, id)
    return unknownUrl(call)
  } catch (error) {
    if (error instanceof StoryError) return apiError(400, { message: error.message })
    throw error
  }
}

function newCustomer(call: Call, world: World): Reply {
  const { email, name, metadata } = call.params
  const about = { email: textOr(email, null), name: textOr(name, null) }
  const { customer, events } = addCustomer(world, about, isFields(metadata) ? metadata : {})
  return done(call, world, events, customer)
}

function changedCustomer(call: Call, world: World, id: string): Reply {
  const customer = world.rows.customers[id]
  if (customer === undefined) return noSuch('customer', id)
  const { email, name } = call.params
  const patch = { email: textOr(email, customer.email), name: textOr(name, customer.name) }
  return done(call, world, updateCustomer(world, id, patch), customer)
}

function deletedCustomer(call: Call, world: World, id: string): Reply {
  if (world.rows.customers[id] === undefined) return noSuch('customer', id)
  return done(call, world, deleteCustomer(world, id), { id, object: 'customer', deleted: true })
}

function newRefund(call: Call, world: World): Reply {
  const { charge, payment_intent, amount, reason } = call.params
  const intent = world.rows.payment_intents[String(payment_intent)]
  const id = textOr(charge, intent?.latest_charge ?? null)
  if (id === null || world.rows.charges[id] === undefined)
    return noSuch('charge', String(charge ?? payment_intent), 'charge')
  const events = refund(world, id, amount === undefined ? undefined : Number(amount), textOr(reason, null))
  const row = Object.values(world.rows.refunds).at(-1)
  return done(call, world, events, row ?? {})
}

function done(call: Call, world: World, events: StripeEvent[], row: Fields): Reply {
  call.sandbox.sender.send(events)
  call.sandbox.state.touch()
  return json(200, shown(world, row, call.shape, expandOf(call)))
}

/** Stripe's forms clear a field with an empty value. */
function textOr<T>(value: Fields[string] | undefined, otherwise: T): string | null | T {
  if (typeof value !== 'string') return otherwise
  return value === '' ? null : value
}

function isFields(value: Fields[string] | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
