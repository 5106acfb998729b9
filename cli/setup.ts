import { parseArgs } from 'node:util'
import { parseMailbox } from '@/lib/mail/mailbox'
import { setUp } from '@/lib/teams/set-up'
import { nameSchema } from '@/lib/text/schema'

const usage = 'Usage: sluice setup --team NAME --site NAME --email ADDR [--json]'

/** `sluice setup`: finds or makes owner, team and site, and always mints a new API key. The last line is the JSON. */
export async function setupCommand(args: string[]): Promise<number> {
  const wanted = read(args)
  if (typeof wanted === 'string') {
    process.stderr.write(`${wanted}\n${usage}\n`)
    return 1
  }
  const { teamId, siteId, apiKey } = await setUp(wanted)
  process.stdout.write(`${JSON.stringify({ team_id: teamId, site_id: siteId, api_key: apiKey })}\n`)
  return 0
}

/** What to set up, or a sentence about what is wrong with it. */
function read(args: string[]) {
  const text = { type: 'string' } as const
  try {
    const options = { team: text, site: text, email: text, json: { type: 'boolean' } } as const
    const { team, site, email } = parseArgs({ args, options }).values
    const address = parseMailbox(email)
    for (const [option, name] of Object.entries({ team, site })) {
      if (name === undefined) return `--${option} is missing.`
      const { error } = nameSchema.safeParse(name)
      if (error) return `--${option}: ${error.issues[0]?.message}`
    }
    if (!address) return '--email is missing, or not an e-mail address.'
    return { team: nameSchema.parse(team), site: nameSchema.parse(site), email: address }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
