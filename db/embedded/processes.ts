import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/**
 * Tells one life of a pid from the next: a pid alone comes back after a reboot. Undefined when no such process lives
 * (a zombie does not). Where the system tells no start time, 'alive'.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStartTime(pid)
  if (!answersSignals(pid)) return undefined
  if (process.platform === 'win32') return 'alive'
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || 'alive'
}

/** True when the pid is a PostgreSQL server of this data folder, not another program that got the number later. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (identityOf(pid) === undefined) return false
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
    return (stdout ?? '').includes('postgres')
  }
  try {
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return false
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

function linuxStartTime(pid: number): string | undefined {
  try {
    // The name in brackets may hold spaces and brackets itself: the fields begin after the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [state, startTime] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? undefined : startTime
  } catch {
    return undefined
  }
}

function answersSignals(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
