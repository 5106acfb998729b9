import { type APIRequestContext, expect } from '@playwright/test'

/** The demo merchants. Each belongs to one story at a time: an account is connected to one team only. */
export const merchants = {
  acme: { id: 'acct_1SbxAcmeRoasters', name: 'Acme Coffee Roasters', currency: 'usd' },
  lumiere: { id: 'acct_1SbxLumiereStud', name: 'Studio Lumière', currency: 'eur' },
  kiku: { id: 'acct_1SbxKikuBooks00', name: 'Kiku Books', currency: 'jpy' },
  northwind: { id: 'acct_1SbxNorthwindGB', name: 'Northwind Outdoor', currency: 'gbp' },
  pearl: { id: 'acct_1SbxPearlTradin', name: 'owner@pearl.example', currency: 'kwd' },
} as const

export type Merchant = keyof typeof merchants
export type Mode = 'live' | 'test'
/**
 * Kiku Books is never connected in test mode: once another team has an account in either mode, what still comes for a connection that
 * ended is nobody's (RT-09), and the stories of endings, told with Kiku's live side, could not see it arrive.
 */
export type Account = { merchant: Exclude<Merchant, 'kiku'>; mode: Mode } | { merchant: 'kiku'; mode: 'live' }

type StripeEvent = { id: string; type: string; data: { object: { id: string } } } & Record<string, unknown>
type Sent = { event_id: string; type: string; status: string; tries: { status: number | null }[] }

export type DestinationKind = 'bento' | 'loops' | 'webhook'
type Receiver = {
  arrived: { key: string; name: string; email: string | null }[]
  contacts: Record<string, { fields: Record<string, unknown>; unsubscribed: boolean }>
}
type Call = { method: string; path: string; headers: Record<string, string>; body: string }

/** What happens at Stripe, said to the sandbox's JSON API. */
export class Sandbox {
  constructor(
    readonly url: string,
    private readonly request: APIRequestContext,
    private readonly chosen: Account | null,
  ) {}

  get account(): Account {
    if (!this.chosen) throw new Error('This story is about no Stripe account; say which: test.use({ account })')
    return this.chosen
  }

  get merchant() {
    return merchants[this.account.merchant]
  }

  /** Lets something happen in the story's account; resolves when its webhooks have been answered. */
  act(action: string, params: Record<string, unknown> = {}): Promise<{ data: StripeEvent[]; sent: Sent[] }> {
    return this.post('act', { ...this.place, action, params, wait: true })
  }

  /** Signs and sends events of our own making. Resolves with the status the endpoint answered to each. */
  async send(...events: Record<string, unknown>[]): Promise<unknown> {
    return this.post('send', { events })
  }

  /** An event like one that an action made, with an id of its own and whatever else `change` does to it. */
  async like(type: string, action: string, params: Record<string, unknown>, change: (event: StripeEvent) => void) {
    const event = (await this.act(action, params)).data.find((made) => made.type === type)
    if (!event) throw new Error(`${action} made no ${type}`)
    const copy = structuredClone(event)
    copy.id = `evt_e2e${crypto.randomUUID().replaceAll('-', '')}`
    change(copy)
    return copy
  }

  /** The merchant takes the access away at Stripe. */
  disconnect(): Promise<unknown> {
    return this.post('disconnect', this.place)
  }

  switches(changes: Record<string, unknown>): Promise<unknown> {
    return this.post('switches', changes)
  }

  /** What Bento, Loops and the webhook's receiver got, and whom they know. All stories share them: look for your own. */
  async destinations(): Promise<Record<DestinationKind, Receiver>> {
    const answer = await this.request.get(`${this.url}/sandbox/api/destinations`)
    return (await answer.json()) as Record<DestinationKind, Receiver>
  }

  /** What came to an address of the webhook's receiver, word for word. */
  async calls(path: string): Promise<Call[]> {
    const answer = await this.request.get(`${this.url}/sandbox/api/destinations?calls=webhook`)
    const { calls } = (await answer.json()) as { calls: Call[] }
    return calls.filter((call) => call.path === path && call.method === 'POST')
  }

  /** How one of them misbehaves from now on, for every story: only the story about it may. */
  misbehave(kind: DestinationKind, fault: string): Promise<unknown> {
    return this.post('destinations', { kind, fault })
  }

  async isConnected(): Promise<boolean> {
    const answer = await this.request.get(`${this.url}/sandbox/api/state`)
    const state = (await answer.json()) as { accounts: { id: string; connected: Record<Mode, boolean> }[] }
    return state.accounts.find(({ id }) => id === this.merchant.id)?.connected[this.account.mode] ?? false
  }

  private get place() {
    return { account: this.merchant.id, livemode: this.account.mode === 'live' }
  }

  private async post<T>(name: string, data: Record<string, unknown>): Promise<T> {
    const answer = await this.request.post(`${this.url}/sandbox/api/${name}`, { data })
    expect(answer.status(), `sandbox ${name}: ${await answer.text()}`).toBe(200)
    return (await answer.json()) as T
  }
}
