import { expect } from '@playwright/test'
import { demoSettings } from '../../lib/destinations/demo-settings'
import { connectStripe } from './connect'
import { automates } from './lively-flows'
import type { Person } from './person'
import type { Sandbox } from './sandbox'
import { joins } from './teams'

/** Name → path of every page a member can open, in a team with a lively connection. */
export type Pages = Record<string, string>

/** A team as it looks after a while: several people, payments, refunds, subscriptions, something odd. */
export async function livelyTeam(owner: Person, guest: Person, sandbox: Sandbox): Promise<Pages> {
  const { team, site, connectionPath } = await connectStripe(owner, sandbox)
  await owner.api('PATCH', '/api/v1/me', { name: 'Olivia Stone' })
  await owner.api('PATCH', `/api/v1/teams/${team.id}`, { name: 'Acme' })
  await owner.api('POST', '/api/v1/sites', { team_id: team.id, name: 'Wholesale' })
  await owner.api('POST', '/api/v1/api_keys', { team_id: team.id, name: 'Reporting script', role: 'viewer' })
  await joins(guest, owner, team.id, 'marketer')
  await owner.api('POST', '/api/v1/invitations', { team_id: team.id, email: 'jon@example.com', role: 'viewer' })

  const destinations = await forwardsTo(owner, site.id, sandbox)
  const flows = await automates(owner, site.id, sandbox)
  const people: [name: string, amount: string, description: string][] = [
    ['Grace Hopper', '129.00', 'Grinder'],
    ['Alan Turing', '18.50', 'Two bags of beans'],
    ['Margaret Hamilton', '64.00', 'Pour-over set'],
    ['Radia Perlman', '27.90', 'Filters and beans'],
    ['Edsger Dijkstra', '240.00', 'Wholesale order 7'],
  ]
  for (const [name, amount, description] of people) {
    await sandbox.act('pay', { name, email: mailOf(name), amount, description })
  }
  await sandbox.act('subscribe', { name: 'Ada Lovelace', email: 'ada@example.com', price: 'Pro monthly' })
  await sandbox.act('trial', { name: 'Barbara Liskov', email: 'barbara@example.com', price: 'Pro monthly' })
  await sandbox.act('payment_fails', { name: 'Ken Thompson', email: 'ken@example.com', amount: '31.00' })
  await sandbox.act('unknown_event', { type: 'toaster.popped' })
  await sandbox.act('create_customer_without_email', { name: 'Nameless Person' })
  await sandbox.act('pay', {
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    amount: '49.00',
    description: 'Espresso cups',
  })
  await sandbox.act('refund', { amount: '9.00' })

  const livemode = sandbox.account.mode === 'live'
  const waiting = await firstOf(
    owner,
    `/api/v1/deliveries?site_id=${site.id}&destination_id=${destinations.crm}&state=queued`,
    ({ attempts }) => Number(attempts) > 0,
  )
  await firstOf(owner, `/api/v1/deliveries?site_id=${site.id}&destination_id=${destinations.bento}&state=delivered`)
  await firstOf(owner, `/api/v1/deliveries?site_id=${site.id}&destination_id=${destinations.closed}&state=cancelled`)
  const runs = `/api/v1/runs?site_id=${site.id}`
  const waits = await firstOf(
    owner,
    `${runs}&flow_id=${flows.waiting}&state=open`,
    ({ waits_until }) => waits_until !== null,
  )
  const failed = await firstOf(owner, `${runs}&flow_id=${flows.failing}&state=failed`)
  const mode = livemode ? '' : 'mode=test'
  const paid = await firstOf(owner, `/api/v1/events?site_id=${site.id}&livemode=${livemode}&type=charge.succeeded`)
  const ada = await firstOf(owner, `/api/v1/subscribers?site_id=${site.id}&livemode=${livemode}&email=ada@example.com`)
  const at = (path: string, ...query: string[]) =>
    [path, [mode, ...query].filter(Boolean).join('&')].filter(Boolean).join('?')
  return {
    overview: at(`/sites/${site.id}`),
    events: at(`/sites/${site.id}/events`),
    event: at(`/sites/${site.id}/events/${paid}`),
    'event-payloads': at(`/sites/${site.id}/events/${paid}`, 'tab=payloads'),
    subscribers: at(`/sites/${site.id}/subscribers`),
    subscriber: at(`/sites/${site.id}/subscribers/${ada}`),
    flows: at(`/sites/${site.id}/flows`),
    'flow-new': at(`/sites/${site.id}/flows/new`),
    flow: at(`/sites/${site.id}/flows/${flows.waiting}`),
    'flow-runs': at(`/sites/${site.id}/flows/${flows.waiting}/runs`),
    'flow-failed-runs': at(`/sites/${site.id}/flows/${flows.failing}/runs`, 'state=failed'),
    'flow-versions': at(`/sites/${site.id}/flows/${flows.waiting}/versions`, 'no=1'),
    runs: at(`/sites/${site.id}/flows/runs`),
    run: at(`/sites/${site.id}/flows/${flows.waiting}/runs/${waits}`),
    'run-failed': at(`/sites/${site.id}/flows/${flows.failing}/runs/${failed}`),
    destinations: at(`/sites/${site.id}/destinations`),
    'destination-kinds': at(`/sites/${site.id}/destinations/new`),
    'destination-new': at(`/sites/${site.id}/destinations/new`, 'kind=bento'),
    'destination-new-webhook': at(`/sites/${site.id}/destinations/new`, 'kind=webhook'),
    destination: at(`/sites/${site.id}/destinations/${destinations.bento}`),
    'destination-failing': at(`/sites/${site.id}/destinations/${destinations.crm}`),
    'destination-disabled': at(`/sites/${site.id}/destinations/${destinations.closed}`),
    'destination-settings': at(`/sites/${site.id}/destinations/${destinations.bento}/settings`),
    'webhook-settings': at(`/sites/${site.id}/destinations/${destinations.crm}/settings`),
    'destination-receives': at(`/sites/${site.id}/destinations/${destinations.bento}/receives`),
    delivery: at(`/sites/${site.id}/destinations/${destinations.crm}/deliveries/${waiting}`),
    'site-settings': at(`/sites/${site.id}/settings`),
    connection: connectionPath,
    'connection-settings': `${connectionPath}/settings`,
    'event-settings': `${connectionPath}/events`,
    'webhook-events': `${connectionPath}/webhook_events`,
    app: `/account/teams/${team.id}/apps/stripe`,
    'all-events': `/account/teams/${team.id}/apps/stripe/events`,
    teams: '/account/teams',
    sites: `/account/teams/${team.id}/sites`,
    members: `/account/teams/${team.id}/members`,
    'api-keys': `/account/teams/${team.id}/api-keys`,
    'team-settings': `/account/teams/${team.id}/settings`,
    'not-found': '/nothing-here',
  }
}

const mailOf = (name: string) => `${name.split(' ')[0]?.toLowerCase()}@example.com`

/** Three destinations as they are after a while: one that works, one whose server knows nothing of us, one that closed. */
async function forwardsTo(owner: Person, site_id: string, { url, account }: Sandbox) {
  const make = async (kind: string, name: string, config: Record<string, string>) => {
    const body = { site_id, livemode: account.mode === 'live', kind, name, config }
    return (await owner.api<{ id: string }>('POST', '/api/v1/destinations', body)).id
  }
  return {
    bento: await make('bento', 'Bento', demoSettings('bento', url) ?? {}),
    crm: await make('webhook', 'Old CRM', { url: `${url}/crm/events` }),
    closed: await make('webhook', 'Wholesale ledger', { url: `${url}/hooks/closed` }),
  }
}

type Row = { id: string } & Record<string, unknown>

/** The id of the first row that will do, once there is one: the lane applies events within a second. */
async function firstOf(person: Person, path: string, isIt: (row: Row) => boolean = () => true): Promise<string> {
  let id: string | undefined
  const look = async () => {
    id = (await person.api<{ data: Row[] }>('GET', path)).data.find(isIt)?.id
    return id
  }
  await expect.poll(look, { message: `a row in ${path}`, timeout: 30_000 }).toBeDefined()
  return id ?? ''
}
