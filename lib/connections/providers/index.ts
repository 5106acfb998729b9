import { key } from './key'
import { oauth } from './oauth'
import type { ConnectionKind, ConnectionProvider } from './provider'

const providers: Record<ConnectionKind, ConnectionProvider> = { oauth, key }

export function providerOf(kind: ConnectionKind): ConnectionProvider {
  return providers[kind]
}
