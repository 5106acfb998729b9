import { figureMutations } from './figures'
import { laneMutations } from './lane'
import type { Mutation } from './mutation'
import { receiptMutations } from './receipt'

/** Deliberate mistakes in our own code, each of which a test must notice (hardening: F19). */
export const mutations: readonly Mutation[] = [...receiptMutations, ...laneMutations, ...figureMutations]
