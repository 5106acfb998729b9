import { z } from 'zod'
import { fail, ok } from '@/lib/result'
import { noAddress } from '../answers'
import { contactValues } from '../contact-values'
import { defineDestination } from '../destination'
import { onOff, secret } from '../fields'
import { says } from '../says'
import { loopsApi } from './api'
import { moveAddress, remove } from './people'
import { withProperties } from './properties'
import { sendContact, sendEvent } from './send'
import { tagsOf } from './tags'

/** Loops: its own fields of a contact, those of an event, which share the top level with them, and reserved names. */
const taken = new Set(
  [
    ['email', 'userId', 'subscribed', 'source', 'notes', 'mailingLists', 'optInStatus', 'createdAt'],
    ['eventName', 'eventProperties', 'contactProperties'],
    ['id', 'listId', 'softDeleteAt', 'teamId', 'updatedAt'],
  ].flat(),
)

const fieldName = z
  .string()
  .max(64, 'At most 64 characters.')
  .regex(/^[a-z][A-Za-z0-9]*$/, 'Loops wants camelCase, like lifetimeValue.')
  .refine((name) => !taken.has(name), 'Loops uses this name itself.')

export const loops = defineDestination({
  kind: 'loops',
  label: 'Loops',
  gets: 'Every event, with the person it is about and what they are worth; events start Loops workflows.',
  config: z.object({
    api_key: secret(
      'API key',
      'In Loops: Settings, API. Loops keeps one key a team, so this reaches the whole audience.',
    ),
    stripe_names: onOff(
      'Use Stripe’s event names',
      'charge.succeeded instead of ChargeSucceeded. Loops has events of these names only where its own Stripe integration is off.',
    ),
  }),
  // Loops: 10 requests a second a team, no batch call.
  limits: { batch: 1, calls: 10, perMs: 1000 },
  mapping: {
    first_name: 'firstName',
    last_name: 'lastName',
    lifetime_value: 'lifetimeValue',
    currency: 'currency',
    mrr: 'mrr',
    plan: 'plan',
    subscription_status: 'subscriptionStatus',
    user_group: 'userGroup',
  },
  fieldName,
  needsPerson: true,
  takesContacts: true,
  example: { api_key: 'loops_example' },
  agreeable: { success: true },

  async check(config, http) {
    const heard = await loopsApi(config.api_key, http, new Date()).team()
    if (!heard.ok) return fail(heard.outcome.reason)
    const { success, teamName } = (heard.json ?? {}) as { success?: unknown; teamName?: unknown }
    if (success !== true) return fail('receiver_failed')
    return ok(`Connected to team ${says(String(teamName ?? ''), [config.api_key]) || 'without a name'}.`)
  },

  async send([delivery], { config, mapping, http, now }) {
    if (!delivery) return []
    const { contact } = delivery
    if (!contact) return [noAddress]
    const api = loopsApi(config.api_key, http, now)
    if (contact.deleted) return [await remove(contact, api)]

    const notMoved = await moveAddress(contact, api)
    if (notMoved) return [notMoved]
    const values = { ...contactValues(contact, mapping, ownName), ...tagsOf(contact, mapping) }
    const heard = await withProperties(values, api, (properties) =>
      delivery.what === 'contact'
        ? sendContact(contact, properties, api)
        : sendEvent(delivery, contact, properties, config.stripe_names, api),
    )
    return [heard.ok ? { status: 'delivered' } : heard.outcome]
  },
})

/** `favourite_roast` is favouriteRoast there. */
function ownName(name: string): string | null {
  const camel = name.replace(/_+([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase())
  return fieldName.safeParse(camel).data ?? null
}
