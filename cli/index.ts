import { commands } from './commands'
import { help } from './help'

/** `sluice <command> …`: finds the command and hands it the rest of the line. */
async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return help()
  const command = commands.find((known) => known.name === name)
  if (command?.needs === 'database') {
    const { withDatabase } = await import('@/lib/launch/with-database')
    return withDatabase(() => command.run(args))
  }
  if (command) return command.run(args)
  process.stderr.write(`There is no command "${name}". \`sluice help\` lists what there is.\n`)
  return 1
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
