export const measureNames = [
  'receive',
  'end-to-end',
  'parts',
  'lag',
  'takeover',
  'growth',
  'memory',
  'storage',
  'starts',
] as const
export type MeasureName = (typeof measureNames)[number]

export interface Options {
  /** Also 1e7 stored events, and memory over 1e6 events: takes an hour. */
  full: boolean
  only: readonly MeasureName[]
  rounds: number
}

export const usualRounds = 5

/** `--full`, `--only=receive,growth`, `--rounds=3`. Throws a sentence for whoever typed it. */
export function readOptions(args: readonly string[]): Options {
  const options: Options = { full: false, only: measureNames, rounds: usualRounds }
  for (const arg of args) {
    const [name, value = ''] = arg.split('=', 2)
    if (arg === '--full') options.full = true
    else if (name === '--only') options.only = value.split(',').map(measureNamed)
    else if (name === '--rounds' && /^[1-9]\d?$/.test(value)) options.rounds = Number(value)
    else throw new Error(`There is no option ${arg}. Options: --full, --only=${measureNames.join(',')}, --rounds=1…99`)
  }
  return options
}

function measureNamed(name: string): MeasureName {
  const found = measureNames.find((known) => known === name)
  if (!found) throw new Error(`There is no measure "${name}". Measures: ${measureNames.join(', ')}`)
  return found
}
