import { circumstances, writeTable } from '../report'
import { mutations } from './index'
import type { Guard, Mutation } from './mutation'
import { type Outcome, Scratch } from './scratch'

/** Makes every mistake of the list, one after the other, and says which test saw it. True when none passed. */
export async function runMutations(say: (line: string) => void, only?: string): Promise<boolean> {
  const chosen = mutations.filter(({ name }) => !only || name.includes(only))
  const scratch = new Scratch()
  process.once('exit', () => scratch.remove())
  if (!(await passWithout(chosen, scratch, say))) return false
  const rows: string[] = []
  let missed = 0
  for (const [nth, mutation] of chosen.entries()) {
    const outcome = await scratch.outcomeOf(mutation)
    const caught = isCaught(outcome)
    if (!caught) missed += 1
    say(
      `${nth + 1}/${chosen.length} ${caught ? 'caught' : 'NOT CAUGHT'} ${outcome.seconds.toFixed(0)} s: ${mutation.name}`,
    )
    rows.push(rowOf(nth + 1, mutation, outcome))
  }
  const table = `| | mistake | in | caught by | s |\n|---|---|---|---|---|\n${rows.join('\n')}`
  if (!only) writeTable('mutations', `${circumstances('npm run crash -- --mutations')}\n\n${table}`)
  say(`${chosen.length - missed} of ${chosen.length} caught`)
  return missed === 0
}

/** A test that fails on the right sources, too, would catch anything. */
async function passWithout(
  chosen: readonly Mutation[],
  scratch: Scratch,
  say: (line: string) => void,
): Promise<boolean> {
  const guards = new Map(chosen.map(({ guard }): [string, Guard] => [`${guard.file} ${guard.test}`, guard]))
  for (const [name, guard] of guards) {
    let { ran, failed, seconds } = await scratch.run(guard)
    // A machine with much else to do may need two tries.
    if (ran === 0 || failed.length > 0) ({ ran, failed, seconds } = await scratch.run(guard))
    if (ran > 0 && failed.length === 0) continue
    say(`Without any mistake ${ran === 0 ? 'nothing ran' : 'this fails'} (${seconds.toFixed(0)} s): ${name}`)
    return false
  }
  return true
}

export const isCaught = ({ failed }: Outcome) => failed.length > 0

function rowOf(nth: number, { name, file, guard }: Mutation, outcome: Outcome): string {
  const by = isCaught(outcome) ? `[${guard.file}](../${guard.file}): “${guard.test}”` : '**nothing**'
  return `| ${nth} | ${name} | [${file}](../${file}) | ${by} | ${outcome.seconds.toFixed(0)} |`
}
