import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { client, listen, post, says, somewhere } from './testing'

const ask = async (answer: Parameters<typeof listen>[0]) => {
  const receiver = await listen(answer)
  const answered = await client().request(post(`http://${somewhere}:${receiver.port}/`))
  await expect.poll(receiver.open).toBe(0)
  return { answered }
}

/** Writes as fast as the other side reads, up to a gigabyte; keeps the bytes that went. */
function pour(piece: string | Buffer, first: string) {
  const went = { bytes: 0 }
  const answer = (socket: Socket) => {
    socket.write(first)
    const more = () => {
      while (went.bytes < 1024 ** 3 && !socket.destroyed) {
        went.bytes += piece.length
        if (!socket.write(piece)) return
      }
      socket.end()
    }
    socket.on('drain', more)
    more()
  }
  return { answer, went }
}

test('OUT-09 a gigabyte is read to 64 KiB, in flat memory', async () => {
  const { answer, went } = pour(Buffer.alloc(256 * 1024, 'x'), 'HTTP/1.1 200 OK\r\n\r\n')
  const before = process.memoryUsage().rss
  for (let times = 0; times < 5; times++) {
    went.bytes = 0
    const { answered } = await ask(answer)
    expect(answered).toEqual({
      ok: true,
      response: { status: 200, headers: {}, body: 'x'.repeat(64 * 1024), cut: true },
    })
    expect(went.bytes).toBeLessThan(16 * 1024 ** 2)
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(30 * 1024 ** 2)
})

test.each([
  ['interim answers', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'.repeat(1_000), ''],
  ['a chunk extension', ';x=y'.repeat(10_000), 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1'],
  ['a status line', 'x'.repeat(10_000), 'HTTP/1.1 200 '],
])('OUT-09 endless %s end the attempt', async (_what, piece, first) => {
  const { answer, went } = pour(piece, first)
  const { answered } = await ask(answer)
  expect(answered).toMatchObject({ ok: false, problem: 'connection_lost' })
  expect(went.bytes).toBeLessThan(16 * 1024 ** 2)
})

test('OUT-09 one byte a chunk is an answer like another, as long as it does not go on', async () => {
  const chunks = '1\r\nx\r\n'.repeat(5_000)
  const { answered } = await ask((socket) =>
    socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`),
  )
  expect(answered).toMatchObject({ ok: true, response: { body: 'x'.repeat(5_000), cut: false } })

  const endless = pour(chunks, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
  const more = (await ask(endless.answer)).answered
  expect(more).toMatchObject({ ok: true, response: { body: expect.stringMatching(/^x{20000,40000}$/), cut: true } })
})

test('OUT-09 a bomb is not inflated', async () => {
  const bomb = gzipSync(Buffer.alloc(20 * 1024 ** 2))
  expect(bomb.length).toBeLessThan(64 * 1024)
  const { answered } = await ask((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`)
    socket.end(bomb)
  })
  expect(answered).toMatchObject({ ok: true, response: { headers: { 'content-encoding': 'gzip' }, cut: false } })
  expect(answered.ok && answered.response.body.length).toBeLessThanOrEqual(bomb.length)
})

test('OUT-09 exactly 64 KiB are whole, one byte more is cut, and no character is halved', async () => {
  const whole = await ask(says('HTTP/1.1 200 OK', 'x'.repeat(64 * 1024)))
  expect(whole.answered).toMatchObject({ ok: true, response: { body: 'x'.repeat(64 * 1024), cut: false } })
  const more = await ask(says('HTTP/1.1 200 OK', `${'x'.repeat(64 * 1024 - 1)}ň`))
  expect(more.answered).toMatchObject({ ok: true, response: { body: 'x'.repeat(64 * 1024 - 1), cut: true } })
})
