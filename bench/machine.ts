import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

/** What /proc tells about processes (Linux only), and what the report says of the machine. */

const ticksPerSecond = 100

/** CPU seconds used so far by these processes, everything they started, and what of that has ended already. */
export function cpuSeconds(roots: readonly number[]): number {
  const tree = withDescendants(roots)
  return tree.reduce((sum, pid) => sum + ownCpu(pid) + reapedCpu(pid), 0)
}

/** Resident memory of processes in MB; a page shared by n processes counts as 1/n of a page. */
export function pssMegabytes(roots: readonly number[]): number {
  const kilobytes = withDescendants(roots).map((pid) =>
    Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  )
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024
}

/** In nanoseconds where the kernel tells (a tick of 10 ms is a tenth of some runs), thread by thread. */
function ownCpu(pid: number): number {
  const threads = list(`/proc/${pid}/task`).map((thread) => read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0])
  if (threads.some((time) => time)) return threads.reduce((sum, time) => sum + Number(time ?? 0), 0) / 1e9
  const [user = 0, system = 0] = statFields(pid).slice(11, 13)
  return (user + system) / ticksPerSecond
}

function reapedCpu(pid: number): number {
  const [user = 0, system = 0] = statFields(pid).slice(13, 15)
  return (user + system) / ticksPerSecond
}

/** The local ports of a process' own TCP connections: whose connection is it that PostgreSQL names? */
export function localPorts(pid: number): Set<number> {
  const sockets = new Set(
    list(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1]),
  )
  const lines = read('/proc/net/tcp').split('\n').slice(1)
  const fields = lines.map((line) => line.trim().split(/\s+/)).filter((line) => sockets.has(line[9]))
  return new Set(fields.map((line) => Number.parseInt(line[1]?.split(':')[1] ?? '', 16)))
}

function withDescendants(roots: readonly number[]): number[] {
  const childrenOf = new Map<number, number[]>()
  for (const pid of list('/proc').map(Number).filter(Number.isInteger)) {
    const parent = statFields(pid)[1]
    if (parent) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid])
  }
  const found: number[] = []
  for (let next = [...roots]; next.length > 0; next = next.flatMap((pid) => childrenOf.get(pid) ?? []))
    found.push(...next)
  return found
}

/** The fields after the name, which may itself hold spaces and brackets: 0 state, 1 parent, 11 … 14 times in ticks. */
const statFields = (pid: number) => (read(`/proc/${pid}/stat`).split(') ').at(-1) ?? '').split(' ').map(Number)

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

export interface Machine {
  cores: number
  cpu: string
  memoryGb: number
  node: string
  postgres: string
}

export const describeMachine = (postgres: string): Machine => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  postgres,
})
