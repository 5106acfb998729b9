import { json, type Reply } from '../http'
import type { Fields } from './checks'
import type { Audience } from './loops-contacts'
import { loopsError } from './loops-errors'
import type { Log } from './stand-in'

/** Those every contact has; the rest must be created before it is used. */
export const defaultProperties = {
  email: 'string',
  firstName: 'string',
  lastName: 'string',
  source: 'string',
  subscribed: 'boolean',
  userGroup: 'string',
  userId: 'string',
}

const reserved = ['id', 'listId', 'softDeleteAt', 'teamId', 'updatedAt']

export const listProperties = ({ properties }: Audience): Reply =>
  json(
    200,
    [...properties].map(([key, type]) => ({ key, label: key, type })),
  )

export function createProperty({ name, type }: Fields, { properties }: Audience, log: Log): Reply {
  if (typeof name !== 'string' || !/^[a-z][a-zA-Z0-9]*$/.test(name))
    return loopsError(log, 400, 'Property names must be camelCase')
  if (reserved.includes(name)) return loopsError(log, 400, `Property name ${name} is reserved`)
  if (properties.has(name)) return loopsError(log, 400, `Property ${name} already exists`)
  if (!/^(string|number|boolean|date)$/.test(String(type))) return loopsError(log, 400, 'No such property type')
  properties.set(name, String(type))
  return json(200, { success: true })
}

/** Not in Loops' API: a person does it on its pages, where tests cannot. */
export function deleteProperty({ name }: Fields, { properties }: Audience, log: Log): Reply {
  return properties.delete(String(name)) ? json(200, { success: true }) : loopsError(log, 404, 'No such property')
}

/** What is wrong with the properties of a contact, or null. Loops: about 500 characters a text; `null` empties one. */
export function wrongWithProperties(given: Fields, { properties }: Audience): string | null {
  for (const [name, value] of Object.entries(given)) {
    const type = properties.get(name)
    if (type === undefined) return `Unknown contact property: ${name}`
    if (value === null) continue
    if (typeof value !== (type === 'date' ? 'string' : type)) return `Property ${name} must be a ${type}`
    if (typeof value === 'string' && value.length > 500) return `${name} is longer than 500 characters`
  }
  return null
}
