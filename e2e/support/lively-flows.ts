import type { Person } from './person'
import type { Sandbox } from './sandbox'

type Step = { id: string; kind: string } & Record<string, unknown>
type Draft = { trigger: string; steps: Step[]; ends_when?: string[] }

const everybody = { match: 'all', conditions: [] }

const mail = (id: string, subject: string, body: string): Step => ({
  ...{ id, kind: 'email', subject, body },
  ...{ preview: '', from_name: '', reply_to: '' },
})

/** Makes a flow and puts it live. Resolves with its id. */
async function goesLive(owner: Person, siteId: string, { account }: Sandbox, name: string, draft: Draft) {
  const flow = await owner.api<{ id: string; version: number }>('POST', '/api/v1/flows', {
    ...{ site_id: siteId, livemode: account.mode === 'live', name },
    definition: {
      trigger: { type: draft.trigger, filters: everybody },
      ends_when: draft.ends_when ?? [],
      cap: null,
      steps: draft.steps,
    },
  })
  await owner.api('POST', `/api/v1/flows/${flow.id}/publish`, { version: flow.version })
  return flow.id
}

/** Flows as they are after a while: one where people wait, one whose mail cannot be put together, and a draft. */
export async function automates(owner: Person, siteId: string, sandbox: Sandbox) {
  const waiting = await goesLive(owner, siteId, sandbox, 'Thanks after a payment', {
    trigger: 'charge.succeeded',
    ends_when: ['charge.refunded'],
    steps: [
      { id: 'pause', kind: 'wait', for: { amount: 2, unit: 'days' }, until: null },
      {
        id: 'large',
        kind: 'branch',
        paths: [
          {
            id: 'over',
            name: 'Large order',
            when: {
              match: 'all',
              conditions: [{ field: 'event.amount', op: 'at_least', value: '100', currency: 'USD' }],
            },
            steps: [
              mail(
                'vips',
                'A word about your order',
                'Hello {{ subscriber.first_name | default: "there" }},\n\nthank you for {{ event.money }}.',
              ),
            ],
          },
        ],
        otherwise: [{ id: 'tags', kind: 'update', change: { what: 'add_tag', tag: 'customer' } }],
      },
    ],
  })
  const failing = await goesLive(owner, siteId, sandbox, 'Card declined', {
    trigger: 'charge.failed',
    steps: [mail('tell', 'Your payment of {{ event.money }} failed', 'Your order {{ event.metadata.order }} waits.')],
  })
  await owner.api('POST', '/api/v1/flows', {
    ...{ site_id: siteId, livemode: sandbox.account.mode === 'live', name: 'Win back' },
  })
  return { waiting, failing }
}
