/** A line for the person at the terminal; logs are JSON and go through lib/log. */
export function say(line: string) {
  process.stdout.write(`${line}\n`)
}
