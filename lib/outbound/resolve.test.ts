import { afterEach, expect, test } from 'vitest'
import { nameServersAt } from './resolve'
import { certificate, client, inside, listen, post, receiverName, saysOk, somewhere } from './testing'
import { nameServer } from './testing-name-server'

const stopped: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stopped.splice(0)) await stop()
})

async function serve(...args: Parameters<typeof nameServer>) {
  const server = await nameServer(...args)
  stopped.push(server.close)
  return { asked: server.asked, resolve: nameServersAt([server.at]) }
}

const bytes = (address: string) => address.split('.').map(Number)
const signal = () => new AbortController().signal

test('both families are asked, and a name is taken as it stands', async () => {
  const { resolve, asked } = await serve((_name, type) =>
    type === 'A'
      ? [
          [1, 1, 1, 1],
          [8, 8, 8, 8],
        ]
      : [[0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11]],
  )
  expect(await resolve('example.com', signal())).toEqual(['1.1.1.1', '8.8.8.8', '2606:4700::1111'])
  expect(asked.sort()).toEqual(['A example.com', 'AAAA example.com'])
})

test('one family without an answer leaves the other; none is a name without addresses', async () => {
  const { resolve } = await serve((name, type) =>
    name === 'half.example.com' && type === 'A' ? [[1, 1, 1, 1]] : type === 'A' ? [] : 2,
  )
  expect(await resolve('half.example.com', signal())).toEqual(['1.1.1.1'])
  await expect(resolve('none.example.com', signal())).rejects.toMatchObject({ code: 'ENODATA' })
})

test('OUT-02 whoever no longer waits stops the asking', async () => {
  const { resolve } = await serve(() => undefined)
  const waiting = new AbortController()
  const asking = resolve('example.com', waiting.signal)
  waiting.abort()
  await expect(asking).rejects.toMatchObject({ code: 'ECANCELLED' })
  await expect(resolve('example.com', waiting.signal)).rejects.toThrow('aborted')
})

test.each([
  ['no such name', 3],
  ['a server that fails', 2],
  ['no address', []],
] as const)('OUT-01 %s: not found', async (_what, said) => {
  const { resolve } = await serve(() => (typeof said === 'number' ? said : []))
  const answered = await client({ resolve }).request(post('https://example.com/'))
  expect(answered).toMatchObject({ ok: false, problem: 'host_not_found' })
})

test('OUT-02 a silent name server is asked no longer than a connection may take', async () => {
  const { resolve, asked } = await serve(() => undefined)
  const started = performance.now()
  const answered = await client({ resolve, connectMs: 300 }).request(post('https://example.com/'))
  expect(answered).toMatchObject({ ok: false, problem: 'timed_out' })
  expect(performance.now() - started).toBeLessThan(1_900)
  expect(asked.length).toBe(2)
})

test('OUT-06 a name server that alternates good, internal and both, at TTL 0: nothing goes inside', async () => {
  const receiver = await listen(saysOk, { tls: certificate })
  const canary = await listen(saysOk, { tls: certificate, address: inside, port: receiver.port })
  const answers = [[somewhere], [inside], [somewhere, inside], [inside, somewhere]]
  let turn = 0
  const { resolve, asked } = await serve((_name, type) => (type === 'A' ? answers[turn++ % 4]!.map(bytes) : []))
  const http = client({ resolve })

  const answered = []
  for (let call = 0; call < 20; call++)
    answered.push(await http.request(post(`https://${receiverName}:${receiver.port}/`)))
  expect(answered.map((each) => (each.ok ? 'arrived' : each.problem))).toEqual(
    Array(5).fill(['arrived', 'address_refused', 'address_refused', 'address_refused']).flat(),
  )
  // A and AAAA once a call: checked is what is used, and the next attempt asks again.
  expect(asked.length).toBe(40)
  expect(receiver.count()).toBe(5)
  expect(canary.count()).toBe(0)
})
