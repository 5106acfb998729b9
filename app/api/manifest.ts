import type { Endpoint } from './endpoint'
import { type Method, methods, type Path, type routes } from './methods'
import * as apiKey from './v1/api_keys/[id]/route'
import * as apiKeys from './v1/api_keys/route'
import * as missedEvents from './v1/connections/[id]/event_settings/missed/route'
import * as eventSettings from './v1/connections/[id]/event_settings/route'
import * as ignoredCustomers from './v1/connections/[id]/ignored_customers/route'
import * as connection from './v1/connections/[id]/route'
import * as connections from './v1/connections/route'
import * as deliveryRetry from './v1/deliveries/[id]/retry/route'
import * as delivery from './v1/deliveries/[id]/route'
import * as deliveryStop from './v1/deliveries/[id]/stop/route'
import * as deliveriesRetry from './v1/deliveries/retry/route'
import * as deliveries from './v1/deliveries/route'
import * as destinationEnable from './v1/destinations/[id]/enable/route'
import * as destinationRotate from './v1/destinations/[id]/rotate/route'
import * as destination from './v1/destinations/[id]/route'
import * as destinationTest from './v1/destinations/[id]/test/route'
import * as destinations from './v1/destinations/route'
import * as event from './v1/events/[id]/route'
import * as eventActivity from './v1/events/activity/route'
import * as eventLog from './v1/events/log/route'
import * as events from './v1/events/route'
import * as exchangeRates from './v1/exchange_rates/route'
import * as flowPause from './v1/flows/[id]/pause/route'
import * as flowPublish from './v1/flows/[id]/publish/route'
import * as flowResume from './v1/flows/[id]/resume/route'
import * as flow from './v1/flows/[id]/route'
import * as flowTestMail from './v1/flows/[id]/test_mail/route'
import * as flowTry from './v1/flows/[id]/try/route'
import * as flowVariables from './v1/flows/[id]/variables/route'
import * as flowVersion from './v1/flows/[id]/versions/[no]/route'
import * as flows from './v1/flows/route'
import * as invitationResend from './v1/invitations/[id]/resend/route'
import * as invitation from './v1/invitations/[id]/route'
import * as invitationAccept from './v1/invitations/accept/route'
import * as invitations from './v1/invitations/route'
import * as me from './v1/me/route'
import * as member from './v1/members/[id]/route'
import * as members from './v1/members/route'
import * as openapiJson from './v1/openapi.json/route'
import * as runCancel from './v1/runs/[id]/cancel/route'
import * as runRetry from './v1/runs/[id]/retry/route'
import * as run from './v1/runs/[id]/route'
import * as runsRetry from './v1/runs/retry/route'
import * as runs from './v1/runs/route'
import * as sessions from './v1/sessions/route'
import * as site from './v1/sites/[id]/route'
import * as sites from './v1/sites/route'
import * as subscriberLedger from './v1/subscribers/[id]/ledger/route'
import * as subscriberMerge from './v1/subscribers/[id]/merge/route'
import * as subscriber from './v1/subscribers/[id]/route'
import * as subscriberSplit from './v1/subscribers/[id]/split/route'
import * as subscribers from './v1/subscribers/route'
import * as teamLeave from './v1/teams/[id]/leave/route'
import * as team from './v1/teams/[id]/route'
import * as teams from './v1/teams/route'
import * as rawWebhookEvent from './v1/webhook_events/[id]/raw/route'
import * as webhookEventRetry from './v1/webhook_events/[id]/retry/route'
import * as webhookEvent from './v1/webhook_events/[id]/route'
import * as webhookEvents from './v1/webhook_events/route'

/**
 * Every route module of the JSON API by its path. An address is written in methods.ts first; what is missing here then does
 * not compile. openapi.json lists what stands here, the matrix test tries it with every role and a foreign team; a route.ts
 * that is missing here fails that test.
 */
export const manifest: { [P in Path]: Record<(typeof routes)[P][number], Endpoint> } = {
  '/api_keys': apiKeys,
  '/api_keys/{id}': apiKey,
  '/connections': connections,
  '/connections/{id}': connection,
  '/connections/{id}/event_settings': eventSettings,
  '/connections/{id}/event_settings/missed': missedEvents,
  '/connections/{id}/ignored_customers': ignoredCustomers,
  '/deliveries': deliveries,
  '/deliveries/retry': deliveriesRetry,
  '/deliveries/{id}': delivery,
  '/deliveries/{id}/retry': deliveryRetry,
  '/deliveries/{id}/stop': deliveryStop,
  '/destinations': destinations,
  '/destinations/{id}': destination,
  '/destinations/{id}/enable': destinationEnable,
  '/destinations/{id}/rotate': destinationRotate,
  '/destinations/{id}/test': destinationTest,
  '/events': events,
  '/events/activity': eventActivity,
  '/events/log': eventLog,
  '/events/{id}': event,
  '/exchange_rates': exchangeRates,
  '/flows': flows,
  '/flows/{id}': flow,
  '/flows/{id}/pause': flowPause,
  '/flows/{id}/publish': flowPublish,
  '/flows/{id}/resume': flowResume,
  '/flows/{id}/test_mail': flowTestMail,
  '/flows/{id}/try': flowTry,
  '/flows/{id}/variables': flowVariables,
  '/flows/{id}/versions/{no}': flowVersion,
  '/invitations': invitations,
  '/invitations/accept': invitationAccept,
  '/invitations/{id}': invitation,
  '/invitations/{id}/resend': invitationResend,
  '/me': me,
  '/members': members,
  '/members/{id}': member,
  '/openapi.json': openapiJson,
  '/runs': runs,
  '/runs/retry': runsRetry,
  '/runs/{id}': run,
  '/runs/{id}/cancel': runCancel,
  '/runs/{id}/retry': runRetry,
  '/sessions': sessions,
  '/sites': sites,
  '/sites/{id}': site,
  '/subscribers': subscribers,
  '/subscribers/{id}': subscriber,
  '/subscribers/{id}/ledger': subscriberLedger,
  '/subscribers/{id}/merge': subscriberMerge,
  '/subscribers/{id}/split': subscriberSplit,
  '/teams': teams,
  '/teams/{id}': team,
  '/teams/{id}/leave': teamLeave,
  '/webhook_events': webhookEvents,
  '/webhook_events/{id}': webhookEvent,
  '/webhook_events/{id}/retry': webhookEventRetry,
  '/webhook_events/{id}/raw': rawWebhookEvent,
}

/** One line an endpoint: `PATCH /sites/{id}`. */
export function endpoints(): { name: string; path: string; method: Method; endpoint: Endpoint }[] {
  const modules: [string, Partial<Record<Method, Endpoint>>][] = Object.entries(manifest)
  return modules.flatMap(([path, module]) =>
    methods.flatMap((method) => {
      const endpoint = module[method]
      return endpoint ? [{ name: `${method} ${path}`, path, method, endpoint }] : []
    }),
  )
}
