import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { normalizeJson } from '@/lib/normalize'
import { documentsIn } from './documents'

const usage = `sluice normalize [file|-]

Reads one Stripe event, or one per line (NDJSON), from a file or standard input and prints one normalized event per
line. Needs no database and no network. A line that is not JSON is set aside as unprocessable. Empty lines are no input:
they are passed over and nothing is printed for them.
`

/** `sluice normalize [file|-]`. */
export async function normalizeCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const [file = '-'] = positionals
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    for await (const document of documentsIn(input)) await print(JSON.stringify(normalizeJson(document)))
    return 0
  } catch (error) {
    if (isClosedPipe(error)) return 0 // `| head` has seen enough
    throw new Error(`Cannot read ${file}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
