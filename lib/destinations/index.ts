import { bento } from './bento'
import type { DestinationKind } from './destination'
import { loops } from './loops'
import { webhook } from './webhook'

/** Every kind there is, in the gallery's order. Another one is its folder and its name here. */
export const kinds: readonly DestinationKind[] = [bento, loops, webhook]

/** Undefined for a kind this version does not know. */
export const kindOf = (name: string): DestinationKind | undefined => kinds.find(({ kind }) => kind === name)
