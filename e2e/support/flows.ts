import { expect } from '@playwright/test'
import type { FlowDefinition } from '../../lib/flows/definition'
import { type Connected, connectStripe } from './connect'
import type { Person } from './person'
import type { Sandbox } from './sandbox'

type Flow = { id: string; name: string; version: number; draft: FlowDefinition }
export type Run = {
  id: string
  state: string
  reason: string | null
  type: string
  subscriber: { email: string } | null
  step: { id: string; kind: string; sentence: string } | null
}

type Wanted = Partial<Omit<Run, 'step' | 'subscriber'>> & { step?: object; subscriber?: object }

/** A connected site with one live flow, made from a template as it is, or as the story changes it first. */
export async function connectedWithFlow(
  owner: Person,
  sandbox: Sandbox,
  template: string,
  change: (draft: FlowDefinition) => FlowDefinition = (draft) => draft,
): Promise<Connected & { flow: Flow }> {
  const place = await connectStripe(owner, sandbox)
  return { ...place, flow: await liveFlow(owner, place.site.id, sandbox, template, change) }
}

async function liveFlow(
  owner: Person,
  site_id: string,
  sandbox: Sandbox,
  template: string,
  change: (draft: FlowDefinition) => FlowDefinition,
): Promise<Flow> {
  const livemode = sandbox.account.mode === 'live'
  const made = await owner.api<Flow>('POST', '/api/v1/flows', { site_id, livemode, name: template, template })
  const path = `/api/v1/flows/${made.id}`
  const { version } = await owner.api<Flow>('PATCH', path, { version: made.version, draft: change(made.draft) })
  return owner.api<Flow>('POST', `${path}/publish`, { version })
}

/** The runs of a flow, the newest first. */
export async function runsOf(owner: Person, siteId: string, flow: Flow): Promise<Run[]> {
  return (await owner.api<{ data: Run[] }>('GET', `/api/v1/runs?site_id=${siteId}&flow_id=${flow.id}`)).data
}

/** Waits until the newest run of a flow is so. */
export async function runIs(owner: Person, siteId: string, flow: Flow, wanted: Wanted) {
  await expect.poll(async () => (await runsOf(owner, siteId, flow))[0], { timeout: 30_000 }).toMatchObject(wanted)
}

/** A name and an address of the story's own: accounts remember their customers. */
export const buyer = (name = 'Ada Lovelace') => {
  const mark = crypto.randomUUID().slice(0, 8)
  return { name, email: `${name.split(' ')[0]?.toLowerCase()}.${mark}@example.com` }
}
