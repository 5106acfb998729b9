import { readFileSync } from 'node:fs'

/**
 * Calls `gone` once when the npm that started this process is no more: npm passes SIGTERM on to nobody, and kill -9
 * cannot be passed on. Between npm and us there may be a shell, which outlives it: so the parent's parent counts too.
 */
export function whenNpmEnds(gone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const grandparent = parentOf(parent)
  const watch = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return
    clearInterval(watch)
    gone()
  }, 500)
  watch.unref()
}

/** Known on Linux only; elsewhere the shell makes way for the program it starts. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
  } catch {
    return undefined
  }
}
