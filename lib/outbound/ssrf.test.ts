import { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { nothing, readAllowed } from './allowed'
import { certificate, client, inside, listen, post, receiverName, resolvesTo, saysOk, somewhere } from './testing'
import { hostileAnswers, hostileUrls } from './testing-vectors'

test('OUT-05 no socket is opened for any of them', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect')
  try {
    const vectors = [
      ...hostileUrls.map((url) => ({ url, resolve: resolvesTo(somewhere) })),
      ...hostileAnswers.map((address) => ({ url: 'https://hooks.example.com/', resolve: resolvesTo(address) })),
      // One bad answer among good ones, wherever it stands.
      ...hostileAnswers.map((address) => ({
        url: 'https://hooks.example.com/',
        resolve: resolvesTo('1.1.1.1', address),
      })),
    ]
    expect(vectors.length).toBeGreaterThan(400)
    for (const { url, resolve } of vectors) {
      const answered = await client({ allowed: nothing, resolve }).request(post(url))
      expect(answered, url).toMatchObject({ ok: false, problem: 'address_refused' })
    }
    expect(connect).not.toHaveBeenCalled()

    // The count counts: the same call to an address that is allowed opens one.
    const receiver = await listen(saysOk)
    await client().request(post(`http://${somewhere}:${receiver.port}/`))
    expect(connect).toHaveBeenCalledTimes(1)
  } finally {
    connect.mockRestore()
  }
})

test('OUT-05 metadata is not asked even when everything is allowed', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect')
  const everything = readAllowed(['0.0.0.0/0', '::/0', 'metadata.example.com:80', '169.254.169.254:80'])
  for (const address of [
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    '64:ff9b::a9fe:a9fe',
  ]) {
    const http = client({ allowed: everything, resolve: resolvesTo(address) })
    const url = address.includes(':') ? `http://[${address}]/` : `http://${address}/`
    expect(await http.request(post(url))).toMatchObject({ problem: 'address_refused' })
    expect(await http.request(post('http://metadata.example.com/'))).toMatchObject({ problem: 'address_refused' })
  }
  expect(connect).not.toHaveBeenCalled()
  connect.mockRestore()
})

test('OUT-06 a name that changes its mind never leads inside, whenever it does', async () => {
  const receiver = await listen(saysOk, { tls: certificate })
  const canary = await listen(saysOk, { tls: certificate, address: inside, port: receiver.port })
  const answers = [
    [somewhere],
    [inside],
    [somewhere, inside],
    [inside, somewhere],
    [somewhere],
    ['::1'],
    [inside, inside],
  ]
  let asked = 0
  const http = client({ resolve: async () => answers[asked++ % answers.length]! })

  let arrived = 0
  for (let call = 0; call < answers.length * 6; call++) {
    const answered = await http.request(post(`https://${receiverName}:${receiver.port}/`))
    if (answered.ok) arrived += 1
    else
      expect(answered).toEqual({
        ok: false,
        problem: 'address_refused',
        detail: 'The name leads into a private network.',
      })
  }
  // One look-up a call: a second one could have said something else.
  expect(asked).toBe(answers.length * 6)
  expect(arrived).toBe(2 * 6)
  expect(receiver.count()).toBe(2 * 6)
  expect(canary.count()).toBe(0)
})
