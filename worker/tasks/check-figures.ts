import { checkFigures } from '@/lib/figures/check'

/** Every night: what is stored against a fresh computation from the facts. */
export async function checkFiguresTask() {
  await checkFigures()
}
