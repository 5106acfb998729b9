import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const entry = fileURLToPath(new URL('./index.ts', import.meta.url))
const env: NodeJS.ProcessEnv = {
  NODE_ENV: 'test',
  PATH: process.env.PATH ?? '',
  SANDBOX_PORT: '0',
  SANDBOX_WEBHOOK_SECRET: 'whsec_live',
  SANDBOX_WEBHOOK_TEST_SECRET: 'whsec_test',
  SANDBOX_REDIRECT_URIS: 'http://localhost:3000/callback, http://localhost:3001/callback',
  SANDBOX_CLIENT_ID: 'ca_live',
  SANDBOX_TEST_CLIENT_ID: 'ca_test',
  SANDBOX_SECRET_KEY: 'sk_live_sandbox',
  SANDBOX_TEST_SECRET_KEY: 'sk_test_sandbox',
}

function start(changes: Record<string, string | undefined> = {}) {
  return spawn(process.execPath, ['--import', 'tsx', entry], { env: { ...env, ...changes } })
}

test('the process says when it is ready, answers, and ends cleanly on SIGTERM', async () => {
  const child = start()
  try {
    const [line] = await once(child.stdout, 'data')
    const url = /^sandbox ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1]
    expect((await fetch(`${url}/`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
}, 20_000)

test('what is missing is named, and nothing starts', async () => {
  const child = start({ SANDBOX_CLIENT_ID: undefined, SANDBOX_SECRET_KEY: '' })
  const [[text], [code]] = await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])
  expect(String(text)).toBe('sandbox: The sandbox needs SANDBOX_CLIENT_ID, SANDBOX_SECRET_KEY\n')
  expect(code).toBe(1)
}, 20_000)
