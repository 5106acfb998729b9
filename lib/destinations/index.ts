import { bento } from './bento'
import type { DestinationKind } from './destination'
import { loops } from './loops'
import { webhook } from './webhook'

/** Every kind there is, in the gallery's order. What another one needs is in CONTRIBUTING.md, "Add a destination". */
export const kinds: readonly DestinationKind[] = [bento, loops, webhook]

/** Undefined for a kind this version does not know. */
export const kindOf = (name: string): DestinationKind | undefined => kinds.find(({ kind }) => kind === name)
