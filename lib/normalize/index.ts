export { derivedFrom, snapshotOf } from './derive'
export { normalize, normalizerVersion } from './normalize'
export { normalizeJson, parseJson } from './normalize-json'
export type { NormalizedEvent, NormalizedItem } from './schema'
