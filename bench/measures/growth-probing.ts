import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Cluster, Database } from '../cluster'
import { settings } from '../product'
import { accountNamed } from '../world'

/** What is read beside a filled database. */
export interface Reading {
  insertsPerSecond: number
  insertP50: number
  duplicateP50: number
  eventsP95: number
  subscriberP95: number
  takeP95: number
}

/** The largest team's site and some of its people. */
export interface Where {
  teamId: string
  siteId: string
  subscribers: string[]
}

export type ToProbe = { op: 'seed' } | { op: 'read'; where: Where }

/** A process of its own per database, because the product has one pool a process; it calls the product's own functions. */
export interface Probe {
  /** Receives and applies one invoice and one charge: what the fill copies. */
  seed(): Promise<void>
  /** Looks up where to read, once the database is filled. */
  find(): Promise<void>
  read(): Promise<Reading>
  stop(): Promise<void>
}

export async function startProbe(cluster: Cluster, database: Database): Promise<Probe> {
  const child = fork(fileURLToPath(new URL('growth-probe.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...settings(cluster, database) },
  })
  const ask = async (message: ToProbe) => {
    const answered = once(child, 'message') as Promise<[{ done: Reading | null } | { failed: string }]>
    child.send(message)
    const [said] = await answered
    if ('failed' in said) throw new Error(`growth: ${said.failed}`)
    return said.done
  }
  let where: Where | undefined
  return {
    seed: async () => void (await ask({ op: 'seed' })),
    find: async () => {
      where = await largestSite(database)
    },
    read: async () => {
      if (!where) throw new Error('growth: nothing was filled')
      // Each reading begins with nothing open, so that a poll meets what this reading put there.
      await database.truncate(['inbox_queue'])
      const reading = await ask({ op: 'read', where })
      if (!reading) throw new Error('growth: nothing was read')
      return reading
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function largestSite(database: Database): Promise<Where> {
  const [route] = await database.query<{ teamId: string; siteId: string }>(
    `select team_id as "teamId", site_id as "siteId" from routes where stripe_account = $1`,
    [accountNamed(0)],
  )
  if (!route) throw new Error('growth: the first account is missing')
  const people = await database.query<{ id: string }>(
    'select id from subscribers where team_id = $1 and site_id = $2 order by id desc limit 40',
    [route.teamId, route.siteId],
  )
  return { ...route, subscribers: people.map(({ id }) => id) }
}
