// A3, the limit: Node's own HTTP server and nothing but the micro-batched insert behind it.
import { createServer } from 'node:http'
import { receive } from './micro-batch.mjs'

const server = createServer((req, res) => {
  const parts = []
  req.on('data', (part) => parts.push(part))
  req.on('end', () => {
    receive(Buffer.concat(parts), req.headers['stripe-signature']).then(
      (isKept) => answer(res, isKept ? 200 : 400),
      () => answer(res, 503),
    )
  })
})

function answer(res, status) {
  const body = status === 200 ? '{"received":true}' : '{"received":false}'
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  res.end(body)
}

server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))
