import { commands } from './commands'

/** Lists the commands. */
export async function help(): Promise<number> {
  const widest = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`)
  process.stdout.write(
    `sluice <command> [options]\n\n${lines.join('\n')}\n  ${'help'.padEnd(widest)}  Show this list\n\n` +
      `\`sluice <command> --help\` explains a command.\n`,
  )
  return 0
}
