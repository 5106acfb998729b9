import { partitionInbox } from '@/lib/retention/partition-inbox'
import { inboxPartitions } from '@/lib/retention/partitions'

const usage = `Usage: sluice partitions      the partitions of the inbox, each with the moment its week ends
       sluice partitions on   make the inbox a table of weeks, so that old webhooks go by DROP (docs/scaling.md)`

/** `sluice partitions`: the operator's switch from one table to one a week. The last line is the JSON. */
export async function partitionsCommand(args: string[]): Promise<number> {
  const [what, ...rest] = args
  if (what === '--help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  if (rest.length > 0 || (what !== undefined && what !== 'on')) {
    process.stderr.write(`${usage}\n`)
    return 1
  }
  try {
    if (what === 'on') {
      const changed = await partitionInbox()
      process.stdout.write(changed ? 'The inbox is partitioned by week now.\n' : 'The inbox is partitioned already.\n')
    }
    await show()
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

async function show() {
  const partitions = await inboxPartitions()
  const lines = partitions?.map(
    ({ name, ends }) => `${name}  ${ends ? `until ${ends.toISOString()}` : 'everything else'}`,
  )
  process.stdout.write(`${(lines ?? ['The inbox is one table.']).join('\n')}\n`)
  process.stdout.write(`${JSON.stringify({ partitions })}\n`)
}
