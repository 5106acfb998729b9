import { sample } from '@/lib/deliveries/sample'
import { type Exchange, recording } from '@/lib/outbound/record'
import { kindOf } from '.'
import { agreeing } from './agreeing'
import { fieldsOf, secretsOf } from './fields'
import { mappingOf } from './mapping'
import type { DestinationRecord } from './queries'

/**
 * What a destination receives for the catalogue's example of an event: the kind's own `send`, with its present settings and field
 * names, against a receiver that says yes to everything. Nothing leaves this process.
 */
export async function exampleRequests(record: DestinationRecord, type: string): Promise<Exchange[]> {
  const kind = kindOf(record.kind)
  if (!kind) return []
  const sealed = new Set(fieldsOf(kind.config).flatMap((field) => (field.sealed ? [field.name] : [])))
  const plain = Object.entries(record.config).filter(([name]) => !sealed.has(name))
  const config = kind.config.parse({ ...kind.example, ...Object.fromEntries(plain) })
  const { http, exchanges } = recording(agreeing(kind.agreeable), secretsOf(kind.config, config))
  await kind.send([{ ...sample(type, record, 'ada@example.com'), captured: type === 'charge.succeeded' }], {
    config,
    mapping: mappingOf(kind, record.mapping),
    http,
    now: new Date(),
  })
  return exchanges.filter(({ method }) => method !== 'GET')
}
