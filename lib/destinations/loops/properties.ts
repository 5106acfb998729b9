import type { Heard, Unheard } from '../answers'
import type { ContactValue } from '../contact-values'
import type { LoopsApi } from './api'
import { cut } from './cut'

export type Properties = Record<string, ContactValue>

/** Name → type, as Loops knows them. */
type Known = Map<string, string>

/** Per team at Loops; forgotten when the process ends or Loops contradicts it. */
const known = new Map<string, Known>()
const most = 1000

/**
 * Loops: custom properties must exist before they are used. Creates those that are missing, once a process, and sends. When Loops
 * then names a property as the trouble, somebody has deleted one: it is looked at again, and sent once more.
 */
export async function withProperties(
  values: Properties,
  api: LoopsApi,
  send: (properties: Properties) => Promise<Heard>,
): Promise<Heard> {
  const sent = await attempt(values, api, send)
  if (sent.ok || sent.status !== 400 || !/propert/i.test(sent.outcome.says ?? '')) return sent
  known.delete(api.account)
  return attempt(values, api, send)
}

async function attempt(values: Properties, api: LoopsApi, send: (properties: Properties) => Promise<Heard>) {
  const types = await ensure(values, api)
  return types instanceof Map ? send(fitted(values, types)) : types
}

async function ensure(values: Properties, api: LoopsApi): Promise<Known | Unheard> {
  const wanted = Object.keys(values)
  const remembered = known.get(api.account)
  if (remembered && wanted.every((name) => remembered.has(name))) return remembered

  const types = await read(api)
  if (!(types instanceof Map)) return types
  for (const name of wanted.filter((name) => !types.has(name))) {
    const value = values[name]
    const type =
      typeof value === 'number' || typeof value === 'boolean' ? (typeof value as 'number' | 'boolean') : 'string'
    const made = await api.createProperty(name, type)
    // Two deliveries at once may both find it missing; the second is told that it exists.
    if (!made.ok && !(made.outcome.status === 'refused' && (await exists(name, api)))) return made
    types.set(name, type)
  }
  if (known.size >= most) known.clear()
  known.set(api.account, types)
  return types
}

async function read(api: LoopsApi): Promise<Known | Unheard> {
  const heard = await api.properties()
  if (!heard.ok) return heard
  const list = Array.isArray(heard.json) ? (heard.json as { key?: unknown; type?: unknown }[]) : []
  return new Map(list.map(({ key, type }) => [String(key), String(type)]))
}

async function exists(name: string, api: LoopsApi) {
  const types = await read(api)
  return types instanceof Map && types.has(name)
}

/** A property the merchant made with another type keeps it: a number becomes text there; what cannot is left out. */
function fitted(values: Properties, types: Known): Properties {
  const fitting = Object.entries(values).map(([name, value]) => [name, asType(value, types.get(name))] as const)
  return Object.fromEntries(fitting.filter((one): one is [string, ContactValue] => one[1] !== undefined))
}

function asType(value: ContactValue, type: string | undefined): ContactValue | undefined {
  if (value === null) return null
  if (type === 'string') return cut(String(value))
  return type === typeof value ? value : undefined
}
