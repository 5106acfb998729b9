import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningSandbox, type SandboxOptions, startSandbox } from './server'

export const acme = 'acct_1SbxAcmeRoasters'
export const callback = 'http://localhost:3000/oauth/stripe_accounts/callback'

export const testConfig: SandboxOptions = {
  port: 0,
  webhookSecrets: { live: 'whsec_live_for_tests', test: 'whsec_test_for_tests' },
  clientIds: { live: 'ca_live', test: 'ca_test' },
  secretKeys: { live: 'sk_live_sandbox_for_tests', test: 'sk_test_sandbox_for_tests' },
  redirectUris: [callback, 'http://localhost:3000/second'],
  retryDelays: [10, 20],
}

export type Heard = { body: string; signature: string; at: number }

/** An endpoint that writes down what it hears. `answers` are given in turn, then 200. */
export async function listen(answers: number[] = []) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = String(request.headers['stripe-signature'])
      heard.push({ body: Buffer.concat(chunks).toString('utf8'), signature, at: Date.now() })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/webhooks/stripe`,
    heard,
    types: () => heard.map(({ body }) => String(JSON.parse(body).type)),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The parameters Sluice asks with. */
export function question(changes: Record<string, string | null> = {}): URLSearchParams {
  const all = {
    client_id: 'ca_live',
    response_type: 'code',
    scope: 'read_write',
    redirect_uri: callback,
    state: 'a state',
    ...changes,
  }
  return new URLSearchParams(Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}

/** Signs in and answers with the cookie. */
export async function signedIn(sandbox: RunningSandbox): Promise<string> {
  const response = await fetch(`${sandbox.url}/sandbox/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ next: '/' }),
    redirect: 'manual',
  })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Presses Connect (or Cancel) and answers with where the browser is sent. */
export async function decide(sandbox: RunningSandbox, fields: Record<string, string> = {}): Promise<URL> {
  const body = question()
  for (const [key, value] of Object.entries({ account: acme, decision: 'connect', ...fields })) body.set(key, value)
  const response = await fetch(`${sandbox.url}/oauth/authorize`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { cookie: await signedIn(sandbox) },
  })
  return new URL(response.headers.get('location') ?? 'none:')
}

export async function codeFor(sandbox: RunningSandbox, fields: Record<string, string> = {}): Promise<string> {
  return (await decide(sandbox, fields)).searchParams.get('code') ?? ''
}

/** One form POST with a key; the status and the JSON it answered. */
export async function post(
  sandbox: RunningSandbox,
  path: string,
  fields: Record<string, string>,
  key: string | null = testConfig.secretKeys.live,
) {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` }
  const response = await fetch(sandbox.url + path, { method: 'POST', body: new URLSearchParams(fields), headers })
  return { status: response.status, body: await response.json() }
}

export function exchange(sandbox: RunningSandbox, code: string, key?: string) {
  return post(sandbox, '/oauth/token', { grant_type: 'authorization_code', code }, key)
}

export { startSandbox }
