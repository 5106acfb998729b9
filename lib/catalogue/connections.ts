import { defineEvent, type Touch } from './define'
import { shapes } from './shapes'

const application = { object: 'application', id: 'ca_sluice', name: 'Sluice' }
const install = { object: 'apps.install', id: 'ins_ada', app: 'com.example.sluice' }
const account = {
  object: 'account',
  id: 'acct_ada',
  business_profile: { name: 'Analytical Engines' },
  default_currency: 'usd',
  metadata: {},
}

/** Events about the connection itself. They keep it right, so they cannot be switched off. */
export const connections = [
  about('account.application.authorized', 'Connected', 'The Stripe account was connected to Sluice.', application, [
    'connection',
  ]),
  about(
    'account.application.deauthorized',
    'Disconnected at Stripe',
    'Someone removed Sluice at Stripe: the connection ends at once.',
    application,
    ['connection'],
  ),
  about('account.updated', 'Account updated', 'Keeps the account’s name and currency right.', account, ['connection']),
  about('apps.install.created', 'App installed', 'The Stripe App was installed.', install),
  about('apps.install.updated', 'App updated', 'The Stripe App was updated, or its rights changed.', install),
  about('apps.install.deleted', 'App removed', 'The Stripe App was removed at Stripe.', install),
]

function about<const T extends string>(type: T, label: string, why: string, example: object, touches: Touch[] = []) {
  return defineEvent({
    ...shapes.impersonal,
    type,
    label,
    why,
    group: 'connection',
    touches,
    person: false,
    locked: true,
    example: { ...example },
  })
}
