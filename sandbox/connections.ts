import type { Sender } from './sender'
import { isConnected, type Mode, type Sending, type State, worldOf } from './state'
import { authorized, deauthorized, pay } from './story/index'

export type Sandbox = { state: State; sender: Sender }

/** The application gets access. With the switch on, its news and a payment arrive before the caller goes on (RT-03). */
export async function connect({ state, sender }: Sandbox, account: string, mode: Mode): Promise<void> {
  const world = worldOf(state, account, mode)
  if (world === undefined) throw new Error(`No such account: ${account}`)
  state.connections[`${account}/${mode}`] = world.now()
  state.touch()

  const news = authorized(world, applicationOf(state, mode))
  if (!state.switches.eventBeforeToken) {
    setImmediate(() => sender.send(news))
    return
  }
  const early = {
    amount: 4900,
    email: 'early@example.com',
    name: 'Early Bird',
    description: 'Paid before the token answer',
  }
  sender.send([...news, ...pay(world, early)])
  await sender.idle()
}

/** The application loses access, and is told. Nothing happens when it had none. */
export function disconnect({ state, sender }: Sandbox, account: string, mode: Mode): Sending[] {
  const world = worldOf(state, account, mode)
  if (world === undefined || !isConnected(state, account, mode)) return []
  delete state.connections[`${account}/${mode}`]
  state.touch()
  return sender.send(deauthorized(world, applicationOf(state, mode)))
}

function applicationOf(state: State, mode: Mode) {
  return { id: state.config.clientIds[mode], name: state.config.applicationName }
}

/** Which mode a secret key opens, if it is the platform's. */
export function modeOfKey(state: State, key: string | null): Mode | null {
  if (key === null || key === '') return null
  if (key === state.config.secretKeys.live) return 'live'
  return key === state.config.secretKeys.test ? 'test' : null
}

export function modeOfClient(state: State, clientId: string | null): Mode | null {
  if (clientId === null || clientId === '') return null
  if (clientId === state.config.clientIds.live) return 'live'
  return clientId === state.config.clientIds.test ? 'test' : null
}

/** The secret key of a request: Bearer, or Basic with the key as the user. */
export function keyOf(header: string | undefined): string | null {
  const [scheme, value] = (header ?? '').split(' ')
  if (value === undefined) return null
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() !== 'basic') return null
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null
}
