import { z } from 'zod'
import { fail, ok } from '@/lib/result'
import { noAddress } from '../answers'
import { type Delivery, defineDestination, type Outcome } from '../destination'
import { onOff, secret, text } from '../fields'
import { bentoApi } from './api'
import { eventOf, purchaseOf, subscribersOf } from './bodies'
import { fieldName } from './names'
import { settlePeople } from './people'
import { sendTogether } from './send-together'
import { tellTags } from './tags'

export const bento = defineDestination({
  kind: 'bento',
  label: 'Bento',
  gets: 'Every event, with the person it is about and what they are worth; events start Bento automations.',
  config: z.object({
    site_uuid: text('Site UUID', 'In Bento: Settings, API Keys.'),
    publishable_key: secret('Publishable key', 'Begins with pk_.'),
    secret_key: secret('Secret key', 'Begins with sk_.'),
    purchases: onOff(
      'Count purchases',
      'Also sends $purchase, once for each captured charge. Bento adds these up by itself and knows no refunds; the field lifetime_value is right either way.',
    ),
  }),
  // Bento: 1 to 100 events a call (its SDK says 1000), 100 calls a minute to /batch and as many to /fetch.
  limits: { batch: 100, calls: 100, perMs: 60_000 },
  mapping: {
    first_name: 'first_name',
    last_name: 'last_name',
    lifetime_value: 'lifetime_value',
    currency: 'currency',
    mrr: 'mrr',
    plan: 'plan',
    subscription_status: 'subscription_status',
    user_group: 'user_group',
  },
  fieldName,
  needsPerson: true,
  takesContacts: true,
  example: { site_uuid: '2b5e7c1a90d34f6f8a1b', publishable_key: 'pk_example', secret_key: 'sk_example' },
  agreeable: { results: 1, failed: 0 },

  async check(config, http) {
    const heard = await bentoApi(config, http, new Date()).look()
    return heard.ok ? ok('Connected to Bento.') : fail(heard.outcome.reason)
  },

  async send(deliveries, { config, mapping, http, now }) {
    const api = bentoApi(config, http, now)
    const outcomes = new Map<Delivery, Outcome>()
    for (const delivery of deliveries) if (!delivery.contact) outcomes.set(delivery, noAddress)
    const open = () => deliveries.filter((delivery) => !outcomes.has(delivery))

    await settlePeople(open(), api, outcomes)
    // Before the events, so that what they start knows them.
    await tellTags(ofKind(open(), 'event'), api, outcomes)
    const [events, contacts] = [ofKind(open(), 'event'), ofKind(open(), 'contact')]
    // Of events only: a person's data and history are no purchases.
    const purchases = config.purchases ? events.filter(purchaseOf) : []

    await sendTogether(events, (some) => api.events(some.map((one) => eventOf(one, mapping))), outcomes)
    const counted = purchases.filter((one) => outcomes.get(one)?.status === 'delivered')
    await sendTogether(counted, (some) => api.events(some.flatMap((one) => purchaseOf(one) ?? [])), outcomes)
    await sendTogether(contacts, (some) => api.subscribers(subscribersOf(some, mapping)), outcomes)
    return deliveries.map((delivery) => outcomes.get(delivery) ?? noAddress)
  },
})

const ofKind = (deliveries: readonly Delivery[], what: Delivery['what']) =>
  deliveries.filter((delivery) => delivery.what === what)
