import { circumstances, writeTable } from '../report'
import { mutations } from './index'
import type { Guard, Mutation } from './mutation'
import { hasPassed, isCaught, type Outcome, whyOf } from './outcome'
import { Scratch } from './scratch'

type Say = (line: string) => void

/**
 * Makes every mistake of the list, one after the other, and says which test saw it. True when none passed. Only a run of all of
 * them, to its end, renews the table on docs/failure.md.
 */
export async function runMutations(say: Say, only?: string): Promise<boolean> {
  const chosen = mutations.filter(({ name }) => only === undefined || name.includes(only))
  if (chosen.length === 0) throw new Error(`No mistake has "${only}" in its name`)
  const scratch = new Scratch()
  process.once('exit', () => scratch.remove())
  if (!(await passWithout(chosen, scratch, say))) return false
  const rows: string[] = []
  let missed = 0
  for (const [nth, mutation] of chosen.entries()) {
    const outcome = await judged(mutation, scratch, say)
    const caught = isCaught(outcome)
    if (!caught) missed += 1
    const verdict = caught ? 'caught' : `NOT CAUGHT (${whyOf(outcome)})`
    say(`${nth + 1}/${chosen.length} ${verdict} ${outcome.seconds.toFixed(0)} s: ${mutation.name}`)
    rows.push(rowOf(nth + 1, mutation, outcome))
  }
  const table = `| | mistake | in | caught by | s |\n|---|---|---|---|---|\n${rows.join('\n')}`
  if (only === undefined) writeTable('mutations', `${circumstances('npm run crash -- --mutations')}\n\n${table}`)
  say(`${chosen.length - missed} of ${chosen.length} caught`)
  return missed === 0
}

/** A test that fails on the right sources, too, would catch anything. */
async function passWithout(chosen: readonly Mutation[], scratch: Scratch, say: Say): Promise<boolean> {
  const guards = new Map(chosen.map(({ guard }): [string, Guard] => [`${guard.file} ${guard.test}`, guard]))
  for (const guard of guards.values()) if (!(await passes(guard, scratch, say))) return false
  return true
}

/** A guard that broke off without a word about the mistake is asked once more, if it still passes without it. */
async function judged(mutation: Mutation, scratch: Scratch, say: Say): Promise<Outcome> {
  const outcome = await scratch.outcomeOf(mutation)
  if (isCaught(outcome)) return outcome
  say(`not seen (${whyOf(outcome)}), so its guard once more without it: ${mutation.name}`)
  const isSound = await passes(mutation.guard, scratch, say)
  return isSound && !hasPassed(outcome) ? scratch.outcomeOf(mutation) : outcome
}

async function passes(guard: Guard, scratch: Scratch, say: Say): Promise<boolean> {
  let outcome = await scratch.run(guard)
  // A machine with much else to do may need two tries.
  if (!hasPassed(outcome)) outcome = await scratch.run(guard)
  const result = hasPassed(outcome) ? 'passes' : `FAILS (${whyOf(outcome)})`
  say(`without any mistake ${result} ${outcome.seconds.toFixed(0)} s: ${guard.file} “${guard.test}”`)
  return hasPassed(outcome)
}

function rowOf(nth: number, { name, file, guard }: Mutation, outcome: Outcome): string {
  const by = isCaught(outcome) ? `[${guard.file}](../${guard.file}): “${guard.test}”` : '**nothing**'
  return `| ${nth} | ${name} | [${file}](../${file}) | ${by} | ${outcome.seconds.toFixed(0)} |`
}
