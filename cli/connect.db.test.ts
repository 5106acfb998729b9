import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { useTestDatabase } from '@/db/testing'
import { connectionsOf, makePerson, makeTeam, routesOf, useStandIn } from '@/lib/connections/testing'
import { connectCommand } from './connect'

useTestDatabase()
beforeAll(() => useStandIn('http://127.0.0.1:9'))
afterEach(() => vi.restoreAllMocks())

test('registers an account; the last line on stdout is the JSON; twice is the same connection', async () => {
  const team = await makeTeam([[await makePerson(), 'owner']])
  const words = ['--team', team.id, '--site', team.site, '--account', 'acct_cli', '--test', '--json']
  const first = await run(words)
  const answer = JSON.parse(first.stdout.trim().split('\n').at(-1) ?? '')
  expect(answer).toEqual({
    connection_id: expect.any(String),
    team_id: team.id,
    site_id: team.site,
    account: 'acct_cli',
    livemode: false,
  })
  expect(first.code).toBe(0)
  expect(JSON.parse((await run(words)).stdout)).toEqual(answer)
  expect(await connectionsOf(team)).toMatchObject([{ id: answer.connection_id, kind: 'oauth', state: 'connected' }])
  expect(await routesOf(team)).toMatchObject([{ stripeAccount: 'acct_cli', livemode: false, state: 'open' }])
})

test('RT-07 refuses an account of another team, a site of another team, and what is no account', async () => {
  const holder = await makeTeam([[await makePerson(), 'owner']])
  const team = await makeTeam([[await makePerson(), 'owner']])
  await run(['--team', holder.id, '--site', holder.site, '--account', 'acct_held'])
  for (const [site, account] of [
    [team.site, 'acct_held'],
    [holder.site, 'acct_free'],
    [team.site, 'cus_1'],
    ['main', 'acct_free'],
  ] as const) {
    const { code, stdout, stderr } = await run(['--team', team.id, '--site', site, '--account', account])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).not.toContain(holder.id)
  }
  expect(await connectionsOf(team)).toEqual([])
})

async function run(args: string[]) {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      said[name] += String(chunk)
      return true
    })
  }
  const code = await connectCommand(args)
  vi.restoreAllMocks()
  return { code, ...said }
}
