import { recomputeConverted } from '@/lib/figures/recompute'

/** Computes again what rests on exchange rates: the table has changed. */
export async function recomputeConvertedTask() {
  await recomputeConverted()
}
