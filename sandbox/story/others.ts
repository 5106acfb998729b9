import type { Fields, StripeEvent } from './types'
import { emit, emitApplication, newId, type World } from './world'

type Application = { id: string; name: string | null }

/** The merchant connected the application. */
export function authorized(world: World, application: Application): StripeEvent[] {
  return emitApplication(world, 'account.application.authorized', application)
}

/** The merchant, or we ourselves, took the application's access away. */
export function deauthorized(world: World, application: Application): StripeEvent[] {
  return emitApplication(world, 'account.application.deauthorized', application)
}

/** An event no version of Stripe has ever sent, as tomorrow's Stripe will. */
export function unknownEvent(world: World, type = 'llama.groomed', object: Fields = {}): StripeEvent[] {
  const kind = type.split('.')[0] ?? 'llama'
  return emit(world, type, { id: newId(world, kind), object: kind, created: world.now(), ...object })
}
