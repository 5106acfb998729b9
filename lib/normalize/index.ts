export { normalize, normalizerVersion } from './normalize'
export { normalizeJson } from './normalize-json'
export type { NormalizedEvent, NormalizedItem } from './schema'
