import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { api } from './api/index'
import { defaults, type SandboxConfig } from './config'
import { connect, disconnect, type Sandbox } from './connections'
import { type Destinations, openDestinations } from './destinations/index'
import { type Asked, json, type Reply, readRequest, write } from './http'
import { jsonApi } from './json-api'
import { authorize } from './oauth/authorize'
import { deauthorize } from './oauth/deauthorize'
import { token } from './oauth/token'
import { pages } from './pages/routes'
import { createSender, type Sender } from './sender'
import { signIn, signOut } from './session'
import { type Mode, openState, type State } from './state'

/** What a caller must say; the rest has defaults. */
export type SandboxOptions = Omit<SandboxConfig, keyof typeof defaults> & Partial<SandboxConfig>

export type RunningSandbox = {
  /** `http://127.0.0.1:<port>`; OAuth, API and pages all live under it. */
  url: string
  state: State
  sender: Sender
  /** Bento, Loops and a webhook's receiver, under the same address. */
  destinations: Destinations
  /** Connects without a browser, as `sluice connect` does on our side. */
  connect(account: string, mode?: Mode): Promise<void>
  /** The merchant takes the access away at Stripe. */
  disconnect(account: string, mode?: Mode): void
  stop(): Promise<void>
}

/** Starts the stand-in on 127.0.0.1. Everything it holds is saved before `stop` resolves. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const config: SandboxConfig = { ...defaults, ...options }
  const state = openState(config)
  const sender = createSender(state)
  const sandbox: Sandbox = { state, sender }
  const destinations = openDestinations({ now: config.now })

  let url = ''
  const server = createServer((request, response) => {
    readRequest(request, url)
      .then((asked) =>
        asked === null ? json(413, { error: { message: 'Too large' } }) : route(sandbox, destinations, asked),
      )
      .catch((error: unknown) => {
        console.error('sandbox:', error)
        return json(500, { error: { type: 'api_error', message: 'The sandbox broke' } })
      })
      .then((reply) => write(response, reply))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, '127.0.0.1', resolve)
  })
  const { port }: AddressInfo = server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`

  return {
    url,
    state,
    sender,
    destinations,
    connect: (account, mode = 'live') => connect(sandbox, account, mode),
    disconnect: (account, mode = 'live') => void disconnect(sandbox, account, mode),
    async stop() {
      await sender.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      state.flush()
    },
  }
}

async function route(sandbox: Sandbox, destinations: Destinations, asked: Asked): Promise<Reply> {
  // Only loopback names: another site cannot point its own name here and read the answers.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(asked.headers.host ?? '')) {
    return json(421, { error: { message: 'The sandbox answers on loopback only' } })
  }
  const { pathname } = asked.url
  const call = `${asked.method} ${pathname}`
  if (pathname.startsWith('/v1/')) return api(sandbox, asked)
  if (call === 'GET /oauth/authorize' || call === 'POST /oauth/authorize') return authorize(sandbox, asked)
  if (call === 'POST /oauth/token') return await token(sandbox, asked)
  if (call === 'POST /oauth/deauthorize') return deauthorize(sandbox, asked)
  if (call === 'POST /sandbox/sign-in') return signIn(sandbox.state, asked)
  if (call === 'POST /sandbox/sign-out') return signOut(sandbox.state, asked)
  const reply = destinations.handle(asked) ?? (await jsonApi(sandbox, asked)) ?? pages(sandbox, asked)
  return reply ?? json(404, { error: { message: `Nothing here: ${call}` } })
}
