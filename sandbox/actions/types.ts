import type { StripeEvent, World } from '../story/index'
import type { Input } from './input'

/** What the form of a group asks for; the page knows how to draw each kind. */
export type Field = { name: string; label: string; kind: FieldKind; optional?: boolean }
export type FieldKind =
  | 'buyer'
  | 'customer'
  | 'email'
  | 'name'
  | 'amount'
  | 'currency'
  | 'text'
  | 'quantity'
  | 'price'
  | 'charge'
  | 'refund'
  | 'dispute'
  | 'subscription'
  | 'quote'
  | 'session'

/** One thing that can happen: a button on the page, a name in the JSON API. */
export type Action = { id: string; label: string; run(input: Input): StripeEvent[] }

/** Things that happen to the same object share a form. `ready` says what must exist first, in words, when it does not. */
export type Group = {
  id: string
  title: string
  fields: Field[]
  actions: Action[]
  ready?: (world: World) => string | null
}
