import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SandboxConfig } from './config'
import { merchantOf } from './merchants'
import { createWorld, type StripeEvent, stockShelves, type World } from './story/index'
import { calm, type Switches } from './switches'

export type Mode = 'live' | 'test'

export type Code = {
  code: string
  account: string
  mode: Mode
  scope: string
  expiresAt: number
  usedAt: number | null
}

export type Try = { at: number; status: number | null; error: string | null; ms: number }

/** One event on its way to the endpoint. `status` is what the log shows. */
export type Sending = {
  id: string
  event: StripeEvent
  status: 'waiting' | 'delivered' | 'retrying' | 'failed' | 'kept'
  /** Why an event was not sent: nobody connected, or no address. */
  reason: string | null
  madeAt: number
  nextAt: number | null
  tries: Try[]
}

type Saved = {
  version: 1
  seed: string
  worlds: Record<string, World>
  /** `acct_…/live` → unix seconds since when the application has access. */
  connections: Record<string, number>
  codes: Record<string, Code>
  sessions: string[]
  switches: Switches
  sent: Sending[]
}

export type State = Saved & {
  readonly config: SandboxConfig
  /** Says that something changed; it is written soon, many changes at once. */
  touch(): void
  /** Writes what is not written yet. */
  flush(): void
}

/** How many sent events the log keeps. */
const logLength = 400

/** The state of the last run, or a fresh one. */
export function openState(config: SandboxConfig): State {
  const saved = config.statePath === null ? null : read(config.statePath)
  let timer: NodeJS.Timeout | null = null
  const state: State = {
    ...(saved ?? fresh()),
    config,
    touch() {
      if (config.statePath === null || timer !== null) return
      timer = setTimeout(() => state.flush(), 200)
      timer.unref()
    },
    flush() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      if (config.statePath !== null) write(config.statePath, state)
    },
  }
  for (const world of Object.values(state.worlds)) wind(state, world)
  return state
}

function fresh(): Saved {
  const seed = randomBytes(8).toString('hex')
  return { version: 1, seed, worlds: {}, connections: {}, codes: {}, sessions: [], switches: { ...calm }, sent: [] }
}

/** The account's world in one mode, opened on first use. Undefined for accounts that do not exist. */
export function worldOf(state: State, account: string, mode: Mode): World | undefined {
  const merchant = merchantOf(account)
  if (merchant === undefined) return undefined
  const key = `${account}/${mode}`
  const known = state.worlds[key]
  if (known !== undefined) {
    known.shape = state.switches.shape
    return known
  }

  const world = createWorld({
    account,
    livemode: mode === 'live',
    currency: merchant.currency,
    seed: state.seed,
    shape: state.switches.shape,
    keepEvents: 2000,
  })
  stockShelves(world)
  state.worlds[key] = world
  wind(state, world)
  state.touch()
  return world
}

/** Whether the application has access to the account in that mode. */
export function isConnected(state: State, account: string, mode: Mode): boolean {
  return state.connections[`${account}/${mode}`] !== undefined
}

/** Adds to the log of sent events, which keeps the newest few hundred. */
export function log(state: State, sending: Sending): void {
  state.sent.push(sending)
  if (state.sent.length > logLength * 1.5) state.sent.splice(0, state.sent.length - logLength)
}

/** A saved world has no clock; give it the sandbox's. */
function wind(state: State, world: World): void {
  world.now = () => Math.floor(state.config.now() / 1000)
}

function read(path: string): Saved | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    const saved: Saved = JSON.parse(text)
    if (saved.version !== 1) return null
    return { ...fresh(), ...saved, switches: { ...calm, ...saved.switches } }
  } catch {
    // A file nobody can read is kept aside rather than overwritten, and the sandbox starts anew.
    renameSync(path, `${path}.unreadable`)
    return null
  }
}

/** Whole or not at all: written beside, then renamed over. */
function write(path: string, state: State): void {
  const { version, seed, worlds, connections, codes, sessions, switches, sent } = state
  const saved: Saved = { version, seed, worlds, connections, codes, sessions, switches, sent }
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}.new`
  writeFileSync(beside, JSON.stringify(saved), { mode: 0o600 })
  renameSync(beside, path)
}
