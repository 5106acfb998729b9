/** One `sluice` command. `run` gets the words after its name and answers with the exit code. */
export interface Command {
  name: string
  summary: string
  /** 'database': runs with PostgreSQL up and migrated, started for the command when `up` is not running. */
  needs?: 'database'
  run: (args: string[]) => Promise<number>
}

/**
 * Every command, in the order `help` lists them. Each is loaded when it runs: `normalize` must start fast and must not
 * pull in the database.
 */
export const commands: readonly Command[] = [
  {
    name: 'normalize',
    summary: 'Print the normalized event for each Stripe event in a file or on standard input',
    run: async (args) => (await import('./normalize')).normalizeCommand(args),
  },
  {
    name: 'setup',
    summary: 'Find or make an owner, team and site, and mint a new API key',
    needs: 'database',
    run: async (args) => (await import('./setup')).setupCommand(args),
  },
  {
    name: 'connect',
    summary: 'Register a Stripe account with a site without a browser',
    needs: 'database',
    run: async (args) => (await import('./connect')).connectCommand(args),
  },
  {
    name: 'rates',
    summary: 'Import and list the exchange rates that figures in other currencies are converted with',
    needs: 'database',
    run: async (args) => (await import('./rates')).ratesCommand(args),
  },
  {
    name: 'partitions',
    summary: 'List the partitions of the inbox, or partition it by week',
    needs: 'database',
    run: async (args) => (await import('./partitions')).partitionsCommand(args),
  },
]
