import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { client, listen, post, receiverName, resolvesTo, saysOk, somewhere } from './testing'

describe('OUT-02 whoever is slow is left', () => {
  const drip =
    (text: string, first = '') =>
    (socket: Socket) => {
      if (first) socket.write(first)
      const timer = setInterval(() => socket.write(text), 20)
      socket.on('close', () => clearInterval(timer))
    }

  test.each([
    ['says nothing', () => {}],
    ['drips its headers', drip('x', 'HTTP/1.1 200 OK\r\n')],
    ['drips its body', drip('x', 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n')],
    ['drips interim answers', drip('HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')],
  ] satisfies [string, Parameters<typeof listen>[0]][])('one that %s: after the total time', async (_what, answer) => {
    const receiver = await listen(answer)
    const started = performance.now()
    const answered = await client({ totalMs: 600 }).request(post(`http://${somewhere}:${receiver.port}/`))
    expect(answered).toMatchObject({ ok: false, problem: 'timed_out' })
    expect(performance.now() - started).toBeGreaterThan(590)
    expect(performance.now() - started).toBeLessThan(2_500)
    await expect.poll(receiver.open).toBe(0)
  })

  test('one that never ends the TLS handshake, and a name server that is silent: after the time to connect', async () => {
    const { port } = await listen(() => {})
    const calls = [
      client({ resolve: resolvesTo(somewhere), connectMs: 400 }).request(post(`https://${receiverName}:${port}/`)),
      client({ resolve: () => new Promise(() => {}), connectMs: 400 }).request(post('https://example.com/')),
    ]
    const started = performance.now()
    for (const answered of await Promise.all(calls)) expect(answered).toMatchObject({ problem: 'timed_out' })
    expect(performance.now() - started).toBeGreaterThan(390)
    expect(performance.now() - started).toBeLessThan(2_500)
  })

  test('the look-up is told to stop, and its time counts for the connection', async () => {
    const { port } = await listen(() => {})
    let aborted = false
    const resolve = async (_name: string, signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      await sleep(1_000)
      return [somewhere]
    }
    const started = performance.now()
    expect(await client({ resolve, connectMs: 1_200 }).request(post(`https://${receiverName}:${port}/`))).toMatchObject(
      { ok: false },
    )
    expect(performance.now() - started).toBeLessThan(2_100)
    expect(aborted).toBe(true)
  })

  test('200 that hang hold up nobody, and leave no socket', async () => {
    const hanging = await listen(() => {})
    const receiver = await listen(saysOk)
    const stuck = Array.from({ length: 200 }, () =>
      client({ totalMs: 2_000 }).request(post(`http://${somewhere}:${hanging.port}/`)),
    )
    await expect.poll(hanging.count).toBe(200)
    const started = performance.now()
    expect(await client().request(post(`http://${somewhere}:${receiver.port}/`))).toMatchObject({ ok: true })
    expect(performance.now() - started).toBeLessThan(1_200)
    for (const answered of await Promise.all(stuck)) expect(answered).toMatchObject({ problem: 'timed_out' })
    await expect.poll(hanging.open).toBe(0)
  })
})
