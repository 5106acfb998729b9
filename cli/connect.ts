import { parseArgs } from 'node:util'
import type { SiteId, TeamId } from '@/db/schema/columns'
import { sluice } from '@/lib/connections/actor'
import { link } from '@/lib/connections/link'
import { isStripeAccount } from '@/lib/stripe/accounts'
import { isId } from '@/lib/tenancy/ids'

const usage = 'Usage: sluice connect --team ID --site ID --account acct_… [--test] --json'

const refusals = {
  taken: 'This account and mode are connected elsewhere in this Sluice. Nothing was changed.',
  unknown_site: 'The team has no such site. Nothing was changed.',
  not_allowed: 'This is for owners and admins. Nothing was changed.',
}

/** Registers a platform connection without a browser: the account must have been connected to the platform at Stripe. */
export async function connectCommand(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const wanted = read(args)
  if (typeof wanted === 'string') return complain(wanted)

  const linked = await link({ ...wanted, scope: null, known: null, actor: { ...sluice, label: 'sluice connect' } })
  if (!linked.ok) return complain(refusals[linked.reason])
  const { teamId, siteId, account, livemode } = wanted
  const answer = { connection_id: linked.value.connectionId, team_id: teamId, site_id: siteId, account, livemode }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return 0
}

function read(args: string[]) {
  try {
    const { team, site, account, test } = parseArgs({
      args,
      options: {
        team: { type: 'string' },
        site: { type: 'string' },
        account: { type: 'string' },
        test: { type: 'boolean', default: false },
        json: { type: 'boolean' },
      },
    }).values
    const missing = Object.entries({ team, site, account }).find(([, value]) => !value)
    if (missing) return `--${missing[0]} is missing.\n${usage}`
    const malformed = Object.entries({ team, site }).find(([, value]) => !isId(value))
    if (malformed)
      return `--${malformed[0]} is not an id: ${JSON.stringify(malformed[1])}. \`sluice setup\` prints both ids.`
    if (!account || !isStripeAccount(account)) {
      return `--account is not a Stripe account id: ${JSON.stringify(account)}. It begins with acct_.`
    }
    return { teamId: team as string as TeamId, siteId: site as string as SiteId, account, livemode: !test }
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n${usage}`
  }
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`)
  return 1
}
