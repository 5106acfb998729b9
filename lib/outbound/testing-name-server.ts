import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

/** For tests: a name server on loopback that says what `answer` gives, at once outdated (TTL 0); undefined = it is silent. */
export async function nameServer(answer: (name: string, type: 'A' | 'AAAA') => Said | undefined) {
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query)
    asked.push(`${type} ${name}`)
    const said = answer(name, type)
    if (said) socket.send(reply(query.subarray(0, end), said), from.port, from.address)
  })
  await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound))
  const close = () => new Promise<void>((closed) => socket.close(closed))
  return { at: `127.0.0.1:${(socket.address() as AddressInfo).port}`, asked, close }
}

/** Addresses, as bytes; or why there are none: 2 the server failed, 3 no such name (RFC 1035 4.1.1). */
type Said = number[][] | 2 | 3

function questionOf(query: Buffer) {
  const labels: string[] = []
  let at = 12
  while (query[at]) {
    const next = at + 1 + query[at]!
    labels.push(query.subarray(at + 1, next).toString())
    at = next
  }
  return {
    name: labels.join('.').toLowerCase(),
    type: query.readUInt16BE(at + 1) === 1 ? 'A' : 'AAAA',
    end: at + 5,
  } as const
}

/** The question again, with the answers after it; each names its owner by a pointer to the question (RFC 1035 4.1.4). */
function reply(question: Buffer, said: Said): Buffer {
  const addresses = typeof said === 'number' ? [] : said
  const head = Buffer.from(question)
  head.writeUInt16BE(0x8180 | (typeof said === 'number' ? said : 0), 2)
  head.fill(0, 4, 12)
  head[5] = 1
  head[7] = addresses.length
  const records = addresses.map((bytes) =>
    Buffer.from([0xc0, 12, 0, bytes.length === 4 ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, bytes.length, ...bytes]),
  )
  return Buffer.concat([head, ...records])
}
