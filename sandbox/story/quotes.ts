import { newQuote, type Quote } from './objects/quote'
import { addSubscription } from './subscriptions'
import { StoryError, type StripeEvent } from './types'
import { change, emit, find, type World } from './world'

/** A quote for a subscription is drawn up and sent: `quote.created`, `quote.finalized`. */
export function sendQuote(world: World, customer: string, price: string): StripeEvent[] {
  find(world, 'customers', customer)
  const quote = newQuote(world, customer, find(world, 'prices', price))
  world.rows.quotes[quote.id] = quote
  const created = emit(world, 'quote.created', quote)
  const status_transitions = { ...quote.status_transitions, finalized_at: world.now() }
  const number = `QT-${quote.id.slice(-8).toUpperCase()}-0001-1`
  change<Quote>(quote, { status: 'open', number, status_transitions })
  return [...created, ...emit(world, 'quote.finalized', quote)]
}

/** The customer accepts: the subscription starts and is paid, then `quote.accepted`. */
export function acceptQuote(world: World, id: string): StripeEvent[] {
  const quote = openQuote(world, id)
  const { subscription, events } = addSubscription(world, {
    customer: quote.customer,
    price: quote.metadata.sandbox_price,
  })
  change<Quote>(quote, {
    status: 'accepted',
    subscription: subscription.id,
    invoice: subscription.latest_invoice,
    status_transitions: { ...quote.status_transitions, accepted_at: world.now() },
  })
  return [...events, ...emit(world, 'quote.accepted', quote)]
}

/** `quote.canceled`. */
export function cancelQuote(world: World, id: string): StripeEvent[] {
  const quote = openQuote(world, id)
  const status_transitions = { ...quote.status_transitions, canceled_at: world.now() }
  change<Quote>(quote, { status: 'canceled', status_transitions })
  return emit(world, 'quote.canceled', quote)
}

function openQuote(world: World, id: string): Quote {
  const quote = find(world, 'quotes', id)
  if (quote.status !== 'open') throw new StoryError(`Quote ${id} is ${quote.status}`)
  return quote
}
